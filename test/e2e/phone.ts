import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
/** `SIYU_SCREENSHOTS` names another folder, so that two states of the house can be compared. */
const PICTURES =
  process.env['SIYU_SCREENSHOTS'] ?? join(import.meta.dirname, '..', '..', '.siyu', 'screenshots');
const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A shopper's phone, Chinese, touch; what a person sees is what is asked for. */
export interface Phone {
  page: Page;
  screen: { width: number; height: number };
  /** The visible element with this very text. */
  seen(text: string | RegExp): Locator;
  tap(text: string | RegExp): Promise<void>;
  /** The visible field with this label. */
  fill(label: string, value: string): Promise<void>;
  /** Keeps a picture and checks the page with axe: no serious finding. */
  look(name: string): Promise<void>;
  /** Keeps a picture of a page that still waits for what it shows. */
  lookWaiting(name: string): Promise<void>;
  /** Everything written is larger by a third, as on a phone set to large type. */
  enlarge(): Promise<void>;
  /** Scripts that failed and answers of the server that were 5xx, as they happened. */
  troubles: string[];
  close(): Promise<void>;
}

/** Debian's Chromium, found where the package puts it. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: QUIET });
}

/** What the pages are drawn for first. */
const SCREEN = { width: 390, height: 844 };

export async function aPhone(browser: Browser, screen = SCREEN, locale = 'zh-CN'): Promise<Phone> {
  const context = await browser.newContext({
    viewport: screen,
    locale,
    timezoneId: 'Asia/Shanghai',
    hasTouch: true,
    isMobile: screen.width <= SCREEN.width,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('response', (answer) => {
    if (answer.status() >= 500) troubles.push(`${answer.status()} ${answer.url()}`);
  });
  const seen = (text: string | RegExp) =>
    page
      .getByText(text, { exact: typeof text === 'string' })
      .locator('visible=true')
      .last();
  return {
    page,
    screen,
    seen,
    tap: (text) => seen(text).click(),
    fill: (label, value) => fieldOf(page, label).fill(value),
    look: (name) => look(page, name),
    lookWaiting: (name) => keepPicture(page, name),
    enlarge: () => page.evaluate(enlargeType, LARGE_TYPE),
    troubles,
    close: () => context.close(),
  };
}

const LARGE_TYPE = 4 / 3;

/** Sizes of type are written in the style sheets alone, and heights of lines follow them. */
function enlargeType(factor: number): void {
  const grow = (rule: CSSRule) => {
    const size =
      rule instanceof CSSStyleRule ? /^([\d.]+)(px|rem)$/.exec(rule.style.fontSize) : null;
    if (size === null || (rule as CSSStyleRule).selectorText === 'html') return;
    (rule as CSSStyleRule).style.fontSize = `${Number(size[1]) * factor}${size[2]}`;
  };
  for (const sheet of document.styleSheets) for (const rule of sheet.cssRules) grow(rule);
}

/** Until what slides in has slid in; what pulses for ever is not waited for. */
async function restOfAnimations(): Promise<void> {
  const ending = document
    .getAnimations()
    .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
  await Promise.allSettled(ending.map((one) => one.finished));
}

/** Whether every picture in sight is there, or has left its name in its place. */
function picturesAreThere(): boolean {
  return [...document.images].every((one) => {
    const { top, bottom, width } = one.getBoundingClientRect();
    const isInSight = width > 0 && bottom > 0 && top < innerHeight;
    return !isInSight || one.complete;
  });
}

/** A field is labelled itself, or stands in a component that is. */
function fieldOf(page: Page, label: string): Locator {
  const labelled = page.getByLabel(label).locator('visible=true');
  return labelled
    .and(page.locator('input, textarea'))
    .or(labelled.locator('input, textarea'))
    .last();
}

async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

interface Axe {
  run(options: RunOptions): Promise<AxeResults>;
}

async function look(page: Page, name: string): Promise<void> {
  // The first page of a run loads everything, on a machine that may be busy with another browser.
  await page.waitForLoadState('networkidle', { timeout: 60_000 });
  await page.locator('.bone:visible').first().waitFor({ state: 'hidden' });
  await page.evaluate(restOfAnimations);
  await page.waitForFunction(picturesAreThere);
  await keepPicture(page, name);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: Axe }).axe.run({ resultTypes: ['violations'] }),
  );
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  if (serious.length > 0) {
    const told = serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
    throw new Error(`axe finds on ${name}:\n${told.join('\n')}`);
  }
}

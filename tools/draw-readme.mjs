import './check-node.mjs';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { get } from '../test/bench/purchase.mjs';
import { startShop } from '../test/bench/shop-process.mjs';
import { build } from './build.mjs';

const ROOT = join(import.meta.dirname, '..');
const PICTURES = join(ROOT, 'docs', 'pictures');
/** Twice as many points are drawn as the README shows, so that text is crisp on any screen. */
const SHARPNESS = 2;
const QUALITIES = [80, 70, 60, 50, 40];
const BYTES_MAX = 60 * 1024;
/** In the page: until what slides in has slid in; what pulses for ever is not waited for. */
const REST_OF_ANIMATIONS = `Promise.allSettled(document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
  .map((one) => one.finished))`;
const PRODUCT = '22 姆米桑蚕丝枕套';

await build(['shared', 'server', 'h5'], console.error);
const shop = await startShop({ H5_DIR: join(ROOT, 'miniapp/dist/h5') });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await aPhone();
  mkdirSync(PICTURES, { recursive: true });
  await page.goto(shop.url);
  await seen(page, '不同意，仅浏览').click();
  await draw(page, '为你推荐', 'home');
  await page.goto(`${shop.url}/#/product/index?id=${await productId()}`);
  await draw(page, '加入购物车', 'product');
} finally {
  await browser.close();
  await shop.stop();
}

async function aPhone() {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: SHARPNESS,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    hasTouch: true,
    isMobile: true,
  });
  return context.newPage();
}

async function productId() {
  const { items } = await get(`${shop.url}/shop/search?q=${encodeURIComponent(PRODUCT)}`);
  return items.find((card) => card.title === PRODUCT).id;
}

function seen(page, text) {
  return page.getByText(text, { exact: true }).locator('visible=true').last();
}

/** The page once `text` is on it and nothing moves any more. */
async function draw(page, text, name) {
  await seen(page, text).waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate(REST_OF_ANIMATIONS);
  const webp = await small(await page.screenshot());
  const file = join(PICTURES, `${name}.webp`);
  writeFileSync(file, webp);
  console.log(`${file}: ${(webp.length / 1024).toFixed(0)} KB`);
}

/** The best quality that is small enough. */
async function small(png) {
  for (const quality of QUALITIES) {
    const webp = await sharp(png).webp({ quality, effort: 6 }).toBuffer();
    if (webp.length <= BYTES_MAX) return webp;
  }
  throw new Error(`no quality makes it ${BYTES_MAX} bytes`);
}

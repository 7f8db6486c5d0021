import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogImport } from '../../server/src/catalog/import/catalog-import.js';
import { filesBelow } from '../../server/src/catalog/import/picture-source.js';
import { COMMAND_LINE } from '../../server/src/platform/audit-trail.js';
import { newId } from '../../server/src/platform/new-id.js';
import { aShop, type TestShop } from '../factories/shop.js';
import { packageBytes } from '../fakes/weapp/sizes.js';
import { Weapp, WEAPP_DIST } from '../fakes/weapp/weapp.js';

const ROOT = join(import.meta.dirname, '../..');
const DEMO = join(ROOT, 'demo');
const KB = 1024;

let shop: TestShop;
const phones: Weapp[] = [];

beforeAll(async () => {
  shop = await aShop();
  await shop.app.get(CatalogImport, { strict: false }).run({
    importId: newId(shop.clock.now()),
    csv: readFileSync(join(DEMO, 'catalogue.csv')),
    dryRun: false,
    files: filesBelow(DEMO),
    author: COMMAND_LINE,
    onProgress: () => undefined,
  });
});
afterEach(() => Promise.all(phones.splice(0).map((phone) => phone.close())));
afterAll(() => shop.close());

/** The mini-program on a phone of its own, once its front page is there. */
async function aPhone(openid: string): Promise<Weapp> {
  const phone = Weapp.launch({ serverUrl: shop.url, sandboxUrl: shop.sandbox.url, openid });
  phones.push(phone);
  await phone.until('the front page is there', (page) => page.count('card-tile') > 0);
  return phone;
}

async function agreeing(phone: Weapp): Promise<Weapp> {
  await phone.agree('同意并继续');
  await phone.until('it is answered', (page) => !page.has({ text: '同意并继续' }));
  return phone;
}

describe('the built mini-program, as WeChat would load it', () => {
  it('keeps its main package within 450 KB and all packages within 2 MB', () => {
    const { main, all } = packageBytes(WEAPP_DIST);
    expect(main).toBeLessThanOrEqual(450 * KB);
    expect(all).toBeLessThanOrEqual(2 * KB * KB);
  });

  it('is what WeChat DevTools finds when it opens the root of the repository', () => {
    const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as object;
    const { miniprogramRoot } = read(join(ROOT, 'project.config.json')) as Record<string, string>;
    const app = read(join(ROOT, miniprogramRoot ?? '', 'app.json')) as { pages: string[] };
    expect(app.pages[0]).toBe('home/index');
  });

  it('carries none of the schemas’ library', () => {
    const scripts = readdirSync(WEAPP_DIST, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.js'),
    );
    const withZod = scripts.filter((file) =>
      /ZodError|_zod\b/.test(readFileSync(join(WEAPP_DIST, file), 'utf8')),
    );
    expect(withZod).toEqual([]);
  });
});

describe('given someone who opens the shop for the first time', () => {
  it('then the first screen, the consent sheet included, is sent in at most 12 KB', async () => {
    const phone = await aPhone('o-first-screen');
    await phone.until('consent is asked for', (page) => page.has({ text: '同意并继续' }));
    const bytes = phone.page.setDataBytes.reduce((sum, one) => sum + one, 0);
    expect(bytes).toBeLessThanOrEqual(12 * KB);
  });
});

describe('given someone who agreed and opened a product with options', () => {
  it('when they choose, add and change the quantity, then the cart says so', async () => {
    const phone = await agreeing(await aPhone('o-chooses'));
    await openWithOptions(phone);
    phone.page.tap({ text: '加入购物车' });
    await phone.until('the options are shown', (page) => page.has({ className: 'option-value' }));
    await chooseEverything(phone);
    phone.page.tap({ className: 'stepper-tap', nth: 1 });
    await phone.until('two are wanted', (page) => page.has({ text: '2' }));
    phone.page.tap({ className: 'button-primary', nth: phone.page.count('button-primary') - 1 });
    await phone.until('it is in the cart', () => phone.person.toasts.includes('已加入购物车'));
    await phone.until('the badge counts two', (page) =>
      page.has({ text: '2', within: { className: 'purchase-entry', nth: 1 } }),
    );
  });
});

describe('given someone whose session ran out while the shop was open', () => {
  it('when they open the cart, then the session is renewed without a word', async () => {
    const phone = await agreeing(await aPhone('o-stays-long'));
    await phone.until('they are logged in', () => kept(phone) !== undefined);
    const before = kept(phone);
    await openWithOptions(phone);
    shop.clock.advance(3 * 3_600_000);
    phone.page.tap({ className: 'purchase-entry', nth: 1 });
    await phone.until(
      'the cart is there under a new session',
      (page) => page.has({ className: 'notice' }) && kept(phone) !== before,
    );
    expect(phone.person.toasts).toEqual([]);
  });
});

/** The session as the phone keeps it. */
const kept = (phone: Weapp) => phone.person.storage.get('siyu.session');

async function openWithOptions(phone: Weapp): Promise<void> {
  const wished = [...Array(phone.page.count('card-tile')).keys()].find((nth) =>
    phone.page.textAt({ className: 'card-tile', nth }).endsWith('起'),
  );
  phone.page.tap({ className: 'card-tile', nth: wished ?? 0 });
  await phone.until('a product is open', (page) => page.has({ className: 'price-block' }));
}

/** Taps the first value of each option that can be had. */
async function chooseEverything(phone: Weapp): Promise<void> {
  const { page } = phone;
  for (let option = 0; option < page.count('option-values'); option++) {
    const chosen = page.count('option-chosen');
    const within = { className: 'option-values', nth: option };
    page.tap({ className: 'option-value', without: 'option-gone', within });
    await phone.until('a value is chosen', () => page.count('option-chosen') > chosen);
  }
}

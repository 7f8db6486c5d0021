import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { filesBelow } from '../../server/src/catalog/import/picture-source.js';
import { importCsv } from '../factories/product.js';
import { aShop, type TestShop } from '../factories/shop.js';
import { GUIDE_NAME } from '../fakes/weapp/privacy.js';
import { Weapp } from '../fakes/weapp/weapp.js';

const DEMO = join(import.meta.dirname, '../../demo');
const AGREE = '同意并继续';
const REFUSE = '不同意，仅浏览';
const SHEET = { text: '使用前请了解' };

let shop: TestShop;
const phones: Weapp[] = [];

beforeAll(async () => {
  shop = await aShop();
  await importCsv(shop, readFileSync(join(DEMO, 'catalogue.csv')), { files: filesBelow(DEMO) });
}, 60_000);
afterEach(async () => {
  const opened = phones.splice(0);
  await Promise.all(opened.map((phone) => phone.close()));
  expect(opened.flatMap((phone) => phone.troubles)).toEqual([]);
});
afterAll(() => shop.close());

/** Opens the shop for the first time, up to where it asks. */
async function aNewcomer(openid: string, url?: string): Promise<Weapp> {
  const address = { serverUrl: shop.url, sandboxUrl: shop.sandbox.url };
  const phone = Weapp.launch({ ...address, openid, ...(url !== undefined && { url }) });
  phones.push(phone);
  await phone.until('consent is asked for', (page) => page.has(SHEET));
  return phone;
}

/** Answers the sheet, and waits until it is gone and everything asked is answered. */
async function answering(phone: Weapp, answer: () => void | Promise<void>): Promise<void> {
  await answer();
  await phone.until('it is answered', (page) => !page.has(SHEET) && phone.asking === 0);
}

const refusing = (phone: Weapp) =>
  answering(phone, () =>
    phone
      .until('it can be refused', (page) => page.has({ text: REFUSE }))
      .then(() => phone.page.tap({ text: REFUSE })),
  );

const isKnown = (phone: Weapp) => phone.person.storage.has('siyu.session');

/** Every request that says who this is or what they did: a code of WeChat's, a session, events. */
const personalRequests = (phone: Weapp) =>
  phone.sent.filter(
    ({ url, headers }) =>
      /login|\/phone|\/addresses|\/shop\/pictures|\/subscriptions|\/shop\/events/.test(url) ||
      'authorization' in headers,
  );

describe('given someone who opens the shop for the first time', () => {
  it('then nothing of theirs is sent before they have answered', async () => {
    const phone = await aNewcomer('o-unasked');
    await phone.until('everything is answered', () => phone.asking === 0);
    expect(personalRequests(phone)).toEqual([]);
    expect(phone.person.questions).toEqual([]);
  });

  it('when they want to read WeChat’s guide first, then the sheet opens it', async () => {
    const phone = await aNewcomer('o-reads');
    await phone.tap(GUIDE_NAME);
    await phone.until('it is opened', () => phone.person.guidesRead === 1);
    expect(phone.page.has(SHEET)).toBe(true);
  });

  it('when they refuse, then they look around and nothing of theirs is sent', async () => {
    const phone = await aNewcomer('o-refuses');
    await refusing(phone);
    await phone.until('the front page is there', (page) => page.count('card-tile') > 0);
    phone.page.tap({ className: 'card-tile' });
    await phone.until('a product is open', (page) => page.has({ className: 'price-block' }));
    phone.page.tap({ className: 'purchase-entry', nth: 1 });
    await phone.shows('cart/index', '购物车');
    await phone.until('everything is answered', () => phone.asking === 0);
    expect(personalRequests(phone)).toEqual([]);
    expect(isKnown(phone)).toBe(false);
  });

  it('when they agree, then they are logged in and go on where they were', async () => {
    const phone = await aNewcomer('o-agrees', '/category/index');
    await answering(phone, () => phone.agree(AGREE));
    expect(isKnown(phone)).toBe(true);
    expect(phone.page.route).toBe('category/index');
    expect(personalRequests(phone).map(({ url }) => new URL(url).pathname)).toEqual(
      expect.arrayContaining(['/sandbox/login-code', '/shop/login']),
    );
  });
});

describe('given someone who agrees after they have looked around', () => {
  it('then what they saw before and since is told, when nothing else is asked of the phone', async () => {
    const phone = await aNewcomer('o-tells', '/category/index');
    await answering(phone, () => phone.agree(AGREE));
    phone.tapTab('me/index');
    await phone.shows('me/index', '微信用户');
    const hasTold = () => phone.sent.some(({ url }) => url.endsWith('/shop/events'));
    await phone.until('it has told', () => hasTold() && phone.asking === 0);
    const told = await shop.db.query("SELECT page FROM tracked_event WHERE name = 'page-viewed'");
    expect(told).toEqual(
      expect.arrayContaining([{ page: 'category/index' }, { page: 'me/index' }]),
    );
  });
});

describe('given someone who refused', () => {
  it('when they look around, then they are not asked again until it is needed', async () => {
    const phone = await aNewcomer('o-returns');
    await refusing(phone);
    phone.tapTab('me/index');
    await phone.shows('me/index', '欢迎光临');
    expect(phone.page.has(SHEET)).toBe(false);
    await phone.tap('登录');
    await phone.until('it is asked again', (page) => page.has(SHEET));
    await answering(phone, () => phone.agree(AGREE));
    await phone.shows('me/index', '微信用户');
    expect(isKnown(phone)).toBe(true);
  });
});

describe('given someone whom WeChat asks once more, because its guide has changed', () => {
  async function atTheAddressBook(openid: string): Promise<Weapp> {
    const phone = await aNewcomer(openid, '/addresses/edit');
    await answering(phone, () => phone.agree(AGREE));
    phone.person.agreedToGuide = false;
    phone.person.wechatAddress = {
      userName: '王芳',
      telNumber: '13900139000',
      provinceName: '江苏省',
      cityName: '苏州市',
      countyName: '姑苏区',
      detailInfo: '平江路 8 号',
    };
    return phone;
  }

  it('when they refuse there, then the address book stays shut and they can type', async () => {
    const phone = await atTheAddressBook('o-refuses-wechat');
    phone.person.answersGuide = 'refuse';
    await phone.tap('从微信导入');
    await phone.until('WeChat has asked', () => phone.person.questions.includes(GUIDE_NAME));
    expect(phone.page.text()).not.toContain('姑苏区');
    const name = { className: 'field-input', within: { className: 'field', saying: '收货人' } };
    phone.page.type(name, '林晓');
    expect(phone.page.has(name)).toBe(true);
  });

  it('when they agree there, then the address comes from the book', async () => {
    const phone = await atTheAddressBook('o-agrees-wechat');
    await phone.tap('从微信导入');
    await phone.shows('addresses/edit', '江苏省 苏州市 姑苏区');
  });
});

describe('given a link to a page that does not exist', () => {
  it('then WeChat’s blank page is replaced by one that leads home', async () => {
    const phone = await aNewcomer('o-lost', '/nowhere/index?x=1');
    await refusing(phone);
    await phone.shows('not-found/index', '页面不存在');
    await phone.tap('回到首页');
    await phone.shows('home/index', '为你推荐');
  });
});

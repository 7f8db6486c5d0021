import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { WechatCalls } from '../../../server/src/wechat-links/wechat-calls.js';
import { WechatCodes } from '../../../server/src/wechat-links/wechat-codes.service.js';
import { WechatLinks } from '../../../server/src/wechat-links/wechat-links.service.js';
import { client } from '../../factories/http.js';
import { codeIn } from '../../factories/mini-code.js';
import { aShop, NOON, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';
import { ManualClock } from '../../fakes/clock.js';
import { Weixin } from '../sandbox/weixin.js';

const CODE = '/wxa/getwxacodeunlimit';
const LINK = '/wxa/generate_urllink';
const PAGE = 'product/index';
const DAY_MS = 86_400_000;

let shop: TestShop;
let codes: WechatCodes;
let links: WechatLinks;
let weixin: Weixin;
beforeAll(async () => {
  shop = await aShop();
  codes = shop.app.get(WechatCodes, { strict: false });
  links = shop.app.get(WechatLinks, { strict: false });
  weixin = new Weixin(shop.sandbox);
  await weixin.fetchToken();
});
afterEach(() => client(shop.sandbox.url).del('/sandbox/switches'));
afterAll(() => shop.close());

/** WeChat answers the next such call with an error, so often. */
const errors = (path: string, code: number, times = 1) =>
  setSwitches(shop, { errors: [{ path, code, times }] });

describe('given a page and a scene', () => {
  it('when its code is asked for, then it is a picture that opens the page with the scene', async () => {
    const code = await codeIn(await codes.bytesOf(PAGE, 'p=1&f=Ab9_-.~!'));
    expect(code).toBe('siyu-sandbox:product/index?scene=p=1&f=Ab9_-.~!');
  });

  it('when it is asked for again, then WeChat is not: neither now, nor while it is being made', async () => {
    const twice = [codes.nameOf(PAGE, 'twice'), codes.nameOf(PAGE, 'twice')];
    const [first, second] = await Promise.all(twice);
    await setSwitches(shop, { down: 'reset' });
    expect([second, await codes.nameOf(PAGE, 'twice')]).toEqual([first, first]);
    await expect(codes.nameOf(PAGE, 'another')).rejects.toThrow('WECHAT_UNAVAILABLE');
  });

  it('when WeChat is busy or loses its answer, then it is asked again', async () => {
    await errors(CODE, -1, 2);
    expect(await codes.nameOf(PAGE, 'busy')).toMatch(/\.webp$/);
    await setSwitches(shop, { answersLost: [{ path: CODE }] });
    expect(await codes.nameOf(PAGE, 'lost')).toMatch(/\.webp$/);
  });

  it('when WeChat refuses it, then the refusal is stable and nothing is kept', async () => {
    await errors(CODE, 41030);
    await expect(codes.nameOf(PAGE, 'no')).rejects.toMatchObject({
      ...{ code: 'WECHAT_LINK_REFUSED', facts: { errcode: 41030 } },
    });
    await errors(CODE, 45009);
    await expect(codes.nameOf(PAGE, 'no')).rejects.toThrow('WECHAT_UNAVAILABLE');
    expect(await codes.nameOf(PAGE, 'no')).toMatch(/\.webp$/);
  });

  it('when five thousand calls were made in a minute, then the next waits for another', async () => {
    const clock = new ManualClock(NOON);
    const calls = new WechatCalls(clock);
    const call = () => calls.try(() => Promise.resolve('made'));
    for (let made = 0; made < 5_000; made++) await call();
    await expect(call()).rejects.toThrow('WECHAT_UNAVAILABLE');
    clock.advance(60_000);
    expect(await call()).toBe('made');
  });
});

describe('given a URL link', () => {
  const target = async (url: string) => {
    const all = await client(shop.sandbox.url).get<{ url: string; target: string }[]>(
      '/sandbox/links',
    );
    return all.find((link) => link.url === url)?.target;
  };

  it('when it is asked for again, then it is the same until a week before its end', async () => {
    const first = await links.urlLink(PAGE, 's=abc');
    expect(await target(first)).toBe('product/index?s=abc');
    shop.clock.advance(22 * DAY_MS);
    expect(await links.urlLink(PAGE, 's=abc')).toBe(first);
    shop.clock.advance(DAY_MS);
    const next = await links.urlLink(PAGE, 's=abc');
    expect(next).not.toBe(first);
    expect(await links.urlLink(PAGE, 's=abc')).toBe(next);
  });

  it('when it is a short one, then it names what it opens, in twenty characters at most', async () => {
    const link = await links.shortLink(
      PAGE,
      's=abc',
      '手工窑变茶盏，一只可以用一辈子的杯子，礼盒装',
    );
    expect(link).toContain('手工窑变茶盏，一只可以用一辈子的杯子，礼/');
    expect(await target(link)).toBe('product/index?s=abc');
  });

  it('when it has ended, then it is forgotten', async () => {
    await links.urlLink(PAGE, 's=old');
    shop.clock.advance(31 * DAY_MS);
    await shop.settle();
    expect(await shop.db.query('SELECT url FROM wechat_link')).toEqual([]);
  });
});

describe('given what WeChat does not take', () => {
  const refused = async (path: string, body: object) => {
    await weixin.fetchToken();
    return (await weixin.call(path, body)).errcode;
  };

  it.each([
    ['a long scene', CODE, { scene: 'x'.repeat(33) }, 40129],
    ['a scene in Chinese', CODE, { scene: '中文' }, 40129],
    ['a page with a slash before it', CODE, { scene: 'a', page: '/product/index' }, 41030],
    ['a page with a query', CODE, { scene: 'a', page: 'product/index?id=1' }, 41030],
    ['a wide code', CODE, { scene: 'a', width: 1_281 }, 40097],
    ['a link of 31 days', LINK, { path: PAGE, expire_type: 1, expire_interval: 31 }, 85400],
    ['a long query', LINK, { path: PAGE, query: 'q'.repeat(1_025) }, 40212],
    ['a short link to no page', '/wxa/genwxashortlink', { page_url: '/x' }, 40225],
  ])('when it is %s, then the sandbox refuses it too', async (_what, path, body, errcode) => {
    expect(await refused(path, body)).toBe(errcode);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Shopper } from '@siyu/shared';
import { Shoppers } from '../../../server/src/identity/shoppers.js';
import { rows } from '../../../server/src/platform/transaction.js';
import { client } from '../../factories/http.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, phoneCode, setSwitches, type TestShopper } from '../../factories/shopper.js';

const PATH = '/shop/me/phone';
/** WeChat forces a new access token at most every 30 seconds. */
const FORCED_APART_MS = 30_000;

let shop: TestShop;
beforeAll(async () => {
  shop = await aShop();
});
afterEach(() => client(shop.sandbox.url).del('/sandbox/switches'));
afterAll(() => shop.close());

const bind = async (shopper: TestShopper, phone: string) =>
  shopper.post<Shopper>(PATH, { code: await phoneCode(shop, shopper.openid, phone) });

describe('given a shopper who presses WeChat’s phone button', () => {
  it('when the code arrives, then the number is theirs and is shown masked', async () => {
    const shopper = await aShopper(shop);
    expect((await bind(shopper, '13812345678')).phoneMasked).toBe('138****5678');
    expect((await shopper.get<Shopper>('/shop/me')).phoneMasked).toBe('138****5678');
  });

  it('when they press again with another phone, then the newer number holds', async () => {
    const shopper = await aShopper(shop);
    await bind(shopper, '13812345678');
    expect((await bind(shopper, '13912345678')).phoneMasked).toBe('139****5678');
  });

  it('when the answer was lost and the code comes again, then it answers the same', async () => {
    const shopper = await aShopper(shop);
    const code = await phoneCode(shop, shopper.openid, '13712345678');
    const first = await shopper.post<Shopper>(PATH, { code });
    expect(await shopper.post<Shopper>(PATH, { code })).toEqual(first);
  });

  it('when the code is invented, old or someone else used it, then it is refused', async () => {
    const [shopper, other] = [await aShopper(shop), await aShopper(shop)];
    const refusal = (code: string) => shopper.refusal('POST', PATH, { body: { code } });
    expect(await refusal('invented')).toBe('PHONE_CODE_INVALID');
    const used = await phoneCode(shop, other.openid, '13612345678');
    await other.post(PATH, { code: used });
    expect(await refusal(used)).toBe('PHONE_CODE_INVALID');
    const old = await phoneCode(shop, shopper.openid, '13612345678');
    shop.clock.advance(5 * 60_000);
    expect(await refusal(old)).toBe('PHONE_CODE_INVALID');
    expect((await shopper.get<Shopper>('/shop/me')).phoneMasked).toBeNull();
  });

  it('when WeChat has forgotten our access token, then a new one is fetched', async () => {
    const shopper = await aShopper(shop);
    const path = '/wxa/business/getuserphonenumber';
    for (const code of [40001, 40014, 42001]) {
      await setSwitches(shop, { errors: [{ path, code }] });
      expect((await bind(shopper, '13512345678')).phoneMasked).toBe('135****5678');
      shop.clock.advance(FORCED_APART_MS);
    }
  });

  it('when WeChat refuses every token, then the shopper is told to try later', async () => {
    const shopper = await aShopper(shop);
    const path = '/wxa/business/getuserphonenumber';
    await setSwitches(shop, { errors: [{ path, code: 40001, times: 2 }] });
    await expect(bind(shopper, '13512345678')).rejects.toThrow('WECHAT_UNAVAILABLE');
    await setSwitches(shop, { errors: [{ path, code: 40001 }] });
    await expect(bind(shopper, '13512345678')).rejects.toThrow('WECHAT_UNAVAILABLE');
  });

  it('when the access token is at its end, then it is renewed before', async () => {
    const shopper = await aShopper(shop);
    await bind(shopper, '13512345678');
    shop.clock.advance(7_200_000 - 300_000);
    const again = await aShopper(shop);
    expect((await bind(again, '13412345678')).phoneMasked).toBe('134****5678');
  });

  it('when WeChat is down, then the shopper is told to try later', async () => {
    const shopper = await aShopper(shop);
    const code = await phoneCode(shop, shopper.openid, '13512345678');
    await setSwitches(shop, { down: 'reset' });
    expect(await shopper.refusal('POST', PATH, { body: { code } })).toBe('WECHAT_UNAVAILABLE');
    await setSwitches(shop, { down: 'no' });
    expect(await shopper.refusal('POST', PATH, { body: { code } })).toBeNull();
  });
});

describe('given one phone number held by two openids', () => {
  it('when both have bound it, then they count as one person and nothing is merged', async () => {
    const [ann, bo, cy] = [await aShopper(shop), await aShopper(shop), await aShopper(shop)];
    await Promise.all([bind(ann, '13300000001'), bind(bo, '13300000001')]);
    await bind(cy, '13300000002');
    const onePerson = async (id: string) =>
      (await shop.app.get(Shoppers).personOf(shop.db.manager, id)).shopperIds;
    expect(await onePerson(ann.id)).toEqual([ann.id, bo.id].sort());
    expect(await onePerson(bo.id)).toEqual([ann.id, bo.id].sort());
    expect(await onePerson(cy.id)).toEqual([cy.id]);
    const stored = await rows<{ id: string; openid: string }>(
      shop.db.manager,
      `SELECT id, openid FROM shopper WHERE phone = '13300000001' ORDER BY id`,
    );
    expect(stored.map(({ openid }) => openid).sort()).toEqual([ann.openid, bo.openid].sort());
  });

  it('when someone has bound no number, then they are one person with nobody', async () => {
    const [ann] = [await aShopper(shop), await aShopper(shop)];
    const { shopperIds } = await shop.app.get(Shoppers).personOf(shop.db.manager, ann.id);
    expect(shopperIds).toEqual([ann.id]);
  });
});

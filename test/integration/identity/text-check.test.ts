import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TextCheck } from '../../../server/src/identity/text-check.js';
import { Refusal } from '../../../server/src/platform/refusal.js';
import { client } from '../../factories/http.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, setSwitches, type TestShopper } from '../../factories/shopper.js';

let shop: TestShop;
let shopper: TestShopper;
let check: TextCheck;
beforeAll(async () => {
  shop = await aShop();
  shopper = await aShopper(shop);
  check = shop.app.get(TextCheck);
});
afterEach(() => client(shop.sandbox.url).del('/sandbox/switches'));
afterAll(() => shop.close());

describe('given a text a shopper typed', () => {
  it('when WeChat finds it harmless, then it passes checked', async () =>
    expect(await check.accept(shopper.openid, '请放门口，谢谢')).toBe(true));

  it('when WeChat finds it risky, then it is refused', async () => {
    await setSwitches(shop, { riskyWords: ['赌博'] });
    await expect(check.accept(shopper.openid, '一起赌博')).rejects.toEqual(
      new Refusal('TEXT_REJECTED'),
    );
  });

  it('when WeChat says so by the old error code, then it is refused', async () => {
    await setSwitches(shop, { errors: [{ path: '/wxa/msg_sec_check', code: 87014 }] });
    await expect(check.accept(shopper.openid, '一起赌博')).rejects.toEqual(
      new Refusal('TEXT_REJECTED'),
    );
  });

  it('when WeChat gives no verdict, then it passes and the caller knows it is unchecked', async () => {
    await setSwitches(shop, { down: 'reset' });
    expect(await check.accept(shopper.openid, '请放门口')).toBe(false);
    await setSwitches(shop, { down: 'no' });
    expect(await check.accept('o-who-never-came', '请放门口')).toBe(false);
  });

  it('when it is empty, then WeChat is not asked', async () => {
    await setSwitches(shop, { down: 'reset' });
    expect(await check.accept(shopper.openid, ' ')).toBe(true);
  });
});

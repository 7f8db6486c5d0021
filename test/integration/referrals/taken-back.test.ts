import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { GrowthEvent, Page, PointBalances, RewardGift, RewardSide } from '@siyu/shared';
import { refundedUnits } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { couponCampaign } from '../../factories/coupon.js';
import { afterDays, aSkuFor, settled, unitsOf } from '../../factories/fulfilment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aProgramme, publishedProgramme, rewardsOf } from '../../factories/programme.js';
import { completed } from '../../factories/promoter.js';
import type { Buyer } from '../../factories/purchase.js';
import { broughtBy, shared } from '../../factories/referral.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { addAddress, aShopper, type TestShopper } from '../../factories/shopper.js';

let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const offer = (side: RewardSide, gift: RewardGift) => ({
  ...{ action: 'first-completed' as const, side, gift },
});

/** Points and a bonus for the first order, growth and a coupon once it is received. */
async function aProgrammeOfEveryGift(): Promise<void> {
  const slots = [{ startsAt: '2026-11-18T00:00:00.000Z', endsAt: '2027-01-01T00:00:00.000Z' }];
  const { id: campaignId } = await couponCampaign(shop, operator, {}, { slots });
  const growth = offer('inviter', { kind: 'growth', growth: 50 });
  const coupon = offer('friend', { kind: 'coupon', campaignId });
  await publishedProgramme(operator, { offers: [...aProgramme().offers, growth, coupon] });
}

const statesOf = async (shopper: TestShopper) =>
  (await rewardsOf(shopper)).map(({ state }) => state);

it('given an order that earned every gift, when the shop refunds it after they were given, then they are taken back', async () => {
  await aProgrammeOfEveryGift();
  const ann = await aShopper(shop);
  const friend = await broughtBy(shop, await shared(ann));
  let cat: Buyer = { ...friend, addressId: (await addAddress(friend)).id };
  const skuId = await aSkuFor(shop, { priceFen: 6_000 as never });
  const order = await completed(shop, operator, cat, { skuId, quantity: 1 });
  ({ buyer: cat, operator } = await afterDays(shop, 15, { buyer: cat, operator }));
  const annNow = await aShopper(shop, { openid: ann.openid });
  expect([await statesOf(annNow), await statesOf(cat)].flat()).toEqual(Array(4).fill('granted'));

  await refundedUnits(shop, operator, order, unitsOf(order));
  await settled(shop);
  expect([await statesOf(annNow), await statesOf(cat)].flat()).toEqual(Array(4).fill('taken-back'));
  const points = await operator.get<PointBalances>(`/ops/points/shoppers/${ann.id}`);
  expect(points).toMatchObject({ active: 0 });
  expect(await cat.get('/shop/wallet')).toMatchObject({ bonusFen: 0 });
  const { items } = await annNow.get<Page<GrowthEvent>>('/shop/member/growth');
  expect(items.map(({ growth }) => growth)).toEqual(expect.arrayContaining([50, -50]));
  const coupons = await shop.db.query('SELECT state FROM coupon WHERE shopper_id = ?', [cat.id]);
  expect(coupons).toEqual([{ state: 'revoked' }]);
});

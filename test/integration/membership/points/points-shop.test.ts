import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  Coupon,
  OpsPointsShopItem,
  PointsRedemption,
  PointsShopItem,
  PointsShopItemInput,
} from '@siyu/shared';
import { expectCleanAudit } from '../../../factories/audit.js';
import { couponCampaign, inTab } from '../../../factories/coupon.js';
import { newKey } from '../../../factories/http.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import { balancesOf, granted, setPoints, storyOf } from '../../../factories/points.js';
import { aBuyer, type Buyer } from '../../../factories/purchase.js';
import { aShop, type TestShop } from '../../../factories/shop.js';

let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  await setPoints(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

/** A coupon for 200 points that only the points shop gives. */
async function anItem(given: Partial<PointsShopItemInput> = {}): Promise<OpsPointsShopItem> {
  const rule = { claim: 'granted' as const, perPersonMax: 10 };
  const { id: campaignId } = await couponCampaign(shop, operator, rule);
  const item = { campaignId, points: 200, perPersonMax: 1, stock: 100, isOffered: true, ...given };
  return operator.post<OpsPointsShopItem>('/ops/points/shop-items', item);
}

async function someoneWith(points: number): Promise<Buyer> {
  const buyer = await aBuyer(shop);
  await granted(shop, buyer.id, points);
  return buyer;
}

const redeem = (buyer: Buyer, itemId: string, key = newKey()) =>
  buyer.post<PointsRedemption>('/shop/points/redemptions', { itemId, shownPoints: 200 }, key);
const refusal = (buyer: Buyer, itemId: string, shownPoints = 200) =>
  buyer.refusal('POST', '/shop/points/redemptions', { body: { itemId, shownPoints } });
const offered = async (buyer: Buyer, id: string) =>
  (await buyer.get<PointsShopItem[]>('/shop/points/shop')).find((one) => one.id === id);

describe('given a coupon for 200 points', () => {
  it('when someone with 300 redeems it, then they have the coupon and 100 are left', async () => {
    const [item, buyer] = [await anItem(), await someoneWith(300)];
    expect(await offered(buyer, item.id)).toMatchObject({ points: 200, left: 100, refusal: null });
    const key = newKey();
    const answer = await redeem(buyer, item.id, key);
    expect(await redeem(buyer, item.id, key)).toEqual(answer);
    expect(answer).toMatchObject({ points: 200, active: 100 });
    expect((await inTab(buyer, 'usable')).map(({ id }: Coupon) => id)).toEqual([answer.couponId]);
    expect((await storyOf(buyer)).at(-1)).toEqual(['points-exchanged', -200, 100]);
    expect(await offered(buyer, item.id)).toMatchObject({
      ...{ left: 99, had: 1, refusal: 'PURCHASE_LIMIT' },
    });
  });

  it('when someone may not, then they are told why and have lost nothing', async () => {
    const item = await anItem();
    const poor = await someoneWith(199);
    expect((await offered(poor, item.id))?.refusal).toBe('POINTS_INSUFFICIENT');
    expect(await refusal(poor, item.id)).toBe('POINTS_INSUFFICIENT');
    const rich = await someoneWith(1_000);
    expect(await refusal(rich, item.id, 100)).toBe('QUOTE_CHANGED');
    await redeem(rich, item.id);
    expect(await refusal(rich, item.id)).toBe('PURCHASE_LIMIT');
    expect((await balancesOf(shop, rich.id)).active).toBe(800);
  });

  it('when its campaign has no coupon left, then the points stay', async () => {
    const { id: campaignId } = await couponCampaign(shop, operator, { stock: 1 });
    const item = await anItem({ campaignId });
    const [first, second] = [await someoneWith(200), await someoneWith(200)];
    await redeem(first, item.id);
    expect(await refusal(second, item.id)).toBe('COUPONS_GONE');
    expect((await balancesOf(shop, second.id)).active).toBe(200);
  });

  it('when ten want the last three, and each presses twice, then three have one', async () => {
    const item = await anItem({ stock: 3 });
    const people = await Promise.all(Array.from({ length: 10 }, () => someoneWith(400)));
    const outcomes = await Promise.all(
      [...people, ...people].map((buyer) => refusal(buyer, item.id)),
    );
    expect(outcomes.filter((code) => code === null)).toHaveLength(3);
    const left = await Promise.all(people.map(({ id }) => balancesOf(shop, id)));
    expect(left.filter(({ active }) => active === 200)).toHaveLength(3);
  });

  it('when it is withdrawn, or points are off, then it is not to be found', async () => {
    const [item, buyer] = [await anItem(), await someoneWith(300)];
    const { id, version, redeemed: _redeemed, ...input } = item;
    const path = `/ops/points/shop-items/${id}`;
    await operator.put(path, { version, item: { ...input, isOffered: false } });
    expect(await offered(buyer, id)).toBeUndefined();
    expect(await refusal(buyer, id)).toBe('NOT_FOUND');
    const stale = { version, item: input };
    expect(await operator.refusal('PUT', path, { body: stale })).toBe('VERSION_CONFLICT');
    await operator.put(path, { version: version + 1, item: input });
    await setPoints(shop, { isOn: false });
    expect(await buyer.get('/shop/points/shop')).toEqual([]);
    expect(await refusal(buyer, id)).toBe('NOT_FOUND');
    await setPoints(shop);
  });

  it('when its stock is set below what is redeemed, or it is no coupon, then that is refused', async () => {
    const item = await anItem();
    await redeem(await someoneWith(200), item.id);
    const { id, version, redeemed: _redeemed, ...input } = item;
    const path = `/ops/points/shop-items/${id}`;
    const less = { version, item: { ...input, stock: 0 } };
    expect(await operator.refusal('PUT', path, { body: less })).toBe('STOCK_BELOW_ZERO');
    const nothing = { ...input, campaignId: id };
    expect(await operator.refusal('POST', '/ops/points/shop-items', { body: nothing })).toBe(
      'CAMPAIGN_NOT_FOUND',
    );
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { PaidPlan, PlanPurchase, PlanRefundPreview, PlanRefundView } from '@siyu/shared';
import { fen } from '../../../../shared/src/money.js';
import { refundedUnits } from '../../../factories/after-sale.js';
import { expectCleanAudit } from '../../../factories/audit.js';
import { couponCampaign, inTab } from '../../../factories/coupon.js';
import { aSkuFor, settled, unitsOf } from '../../../factories/fulfilment.js';
import { newKey } from '../../../factories/http.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import {
  aPaidPlan,
  onSale,
  paidMembershipOf,
  planBought,
  planPurchaseNow,
  tenthOff,
  termsOf,
} from '../../../factories/paid-plan.js';
import {
  aBuyer,
  notified,
  paid,
  payInSheet,
  placed,
  prepaid,
  type Buyer,
} from '../../../factories/purchase.js';
import { aShop, NOON, type TestShop } from '../../../factories/shop.js';
import { aShopper } from '../../../factories/shopper.js';

const DAY_MS = 86_400_000;

let shop: TestShop;
let operator: TestOperator;
let month: PaidPlan;
let skuId: string;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  month = await onSale(operator, aPaidPlan({ benefits: [tenthOff(500)] }));
  skuId = await aSkuFor(shop, { priceFen: fen(20_000), stock: 500 });
});
afterEach(async () => {
  shop.clock.set(NOON);
  operator = await anOperator(shop);
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

const path = (id: string) => `/shop/plan-purchases/${id}/refund`;
const previewed = (who: Pick<Buyer, 'get'>, id: string) => who.get<PlanRefundPreview>(path(id));
const one = () => [{ skuId, quantity: 1 }];

/** Someone who bought a plan, ¥30 for a month unless another is named. */
async function aMember(plan = month): Promise<{ ann: Buyer; purchase: PlanPurchase }> {
  const ann = await aBuyer(shop);
  return { ann, purchase: await planBought(shop, ann, plan) };
}

/** The same person, with a session of today. */
const again = async (ann: Buyer): Promise<Buyer> => ({
  ...(await aShopper(shop, { openid: ann.openid })),
  addressId: ann.addressId,
});

async function arrivedFen(purchaseId: string): Promise<number> {
  const [found] = await shop.db.query(
    `SELECT COALESCE(SUM(refund.amount_fen), 0) AS fen FROM refund JOIN plan_purchase
       ON plan_purchase.payment_id = refund.payment_id
     WHERE plan_purchase.id = ? AND refund.state = 'succeeded'`,
    [purchaseId],
  );
  return (found as { fen: number }).fen;
}

describe('given a month that nobody used yet', () => {
  it('when it is given back in seven days, then all of it, and the term ends at once', async () => {
    const { ann, purchase } = await aMember();
    const { amountFen, isWhole } = await previewed(ann, purchase.id);
    expect({ amountFen, isWhole }).toEqual({ amountFen: 3_000, isWhole: true });
    const key = newKey();
    const body = { shownAmountFen: amountFen };
    const first = await ann.post<PlanRefundView>(path(purchase.id), body, key);
    expect(await ann.post(path(purchase.id), body, key)).toEqual(first);
    await settled(shop);
    expect(await arrivedFen(purchase.id)).toBe(3_000);
    expect((await planPurchaseNow(ann, purchase.id)).state).toBe('refunded');
    expect((await paidMembershipOf(ann)).state).toBe('refunded');
    expect(await ann.refusal('GET', path(purchase.id))).toBe('PLAN_PURCHASE_STATE');
  });

  it('when it is given back later, then the days that are left', async () => {
    const { ann, purchase } = await aMember();
    shop.clock.advance(20 * DAY_MS);
    const back = await previewed(await again(ann), purchase.id);
    expect(back).toMatchObject({ totalDays: 31, unusedDays: 11, amountFen: 1_064, isWhole: false });
  });

  it('when it is over, then there is nothing to give back', async () => {
    const { ann, purchase } = await aMember();
    shop.clock.advance(31 * DAY_MS);
    const late = await again(ann);
    expect(await late.refusal('GET', path(purchase.id))).toBe('PLAN_PURCHASE_STATE');
  });

  it('when it is someone else’s, then it is nobody’s', async () => {
    const { purchase } = await aMember();
    const bo = await aShopper(shop);
    expect(await bo.refusal('GET', path(purchase.id))).toBe('PLAN_PURCHASE_NOT_FOUND');
  });
});

describe('case 45: given benefits of the term were used', () => {
  it('then what they saved is told, and withheld from the days that are left', async () => {
    const { ann, purchase } = await aMember();
    await paid(shop, ann, one());
    expect((await paidMembershipOf(ann)).savedFen).toBe(1_000);
    expect(await previewed(ann, purchase.id)).toMatchObject({
      ...{ savedFen: 1_000, benefitsFen: 1_000, unusedFen: 3_000, amountFen: 2_000 },
    });
    await ann.post(path(purchase.id), { shownAmountFen: 2_000 });
    await settled(shop);
    expect(await arrivedFen(purchase.id)).toBe(2_000);
  });

  it('when goods went back meanwhile, then what they had saved counts no more', async () => {
    const { ann, purchase } = await aMember();
    const order = await paid(shop, ann, [{ skuId, quantity: 2 }]);
    expect((await paidMembershipOf(ann)).savedFen).toBe(2_000);
    await refundedUnits(shop, operator, order, unitsOf(order, 1));
    expect((await paidMembershipOf(ann)).savedFen).toBe(1_000);
    expect(await previewed(ann, purchase.id)).toMatchObject({ amountFen: 2_000 });
  });

  it('when an order can still be paid at the price, then it counts already', async () => {
    const { ann, purchase } = await aMember();
    const order = await placed(ann, one());
    expect((await paidMembershipOf(ann)).savedFen).toBe(0);
    expect(await previewed(ann, purchase.id)).toMatchObject({ amountFen: 2_000 });
    await ann.post(`/shop/orders/${order.id}/cancellation`);
    await shop.settle();
    expect(await previewed(ann, purchase.id)).toMatchObject({ amountFen: 3_000 });
  });

  it('when they saved more between the preview and the decision, then it is refused', async () => {
    const { ann, purchase } = await aMember();
    await paid(shop, ann, one());
    const { status, body } = await ann.ask('POST', path(purchase.id), {
      body: { shownAmountFen: 3_000 },
    });
    expect([status, body]).toMatchObject([
      409,
      { code: 'PLAN_REFUND_CHANGED', facts: { amountFen: 2_000 } },
    ]);
  });

  it('when they saved more than was paid, then nothing goes back and nothing is owed', async () => {
    const { ann, purchase } = await aMember();
    await paid(shop, ann, [{ skuId, quantity: 4 }]);
    expect(await previewed(ann, purchase.id)).toMatchObject({ amountFen: 0, benefitsFen: 3_000 });
    const nothing = { body: { shownAmountFen: 0 } };
    expect(await ann.refusal('POST', path(purchase.id), nothing)).toBe('PLAN_PURCHASE_STATE');
    expect((await paidMembershipOf(ann)).state).toBe('active');
  });

  it('given a coupon came with it, when unused it goes back, when used it counts', async () => {
    const { id: campaignId } = await couponCampaign(shop, operator, { claim: 'granted' });
    const coupons = { kind: 'monthly-coupons' as const, campaignIds: [campaignId] };
    const plan = await onSale(operator, aPaidPlan({ benefits: [coupons] }));
    const { ann, purchase } = await aMember(plan);
    expect(await inTab(ann, 'usable')).toHaveLength(1);
    await ann.post(path(purchase.id), { shownAmountFen: 3_000 });
    expect(await inTab(ann, 'usable')).toEqual([]);
    const { ann: bo, purchase: other } = await aMember(plan);
    const order = await placed(bo, [{ skuId, quantity: 2 }]);
    expect(await previewed(bo, other.id)).toMatchObject({ couponsFen: 2_000 });
    await payInSheet(shop, await prepaid(bo, order.id));
    await notified(shop);
    expect(await inTab(bo, 'used')).toHaveLength(1);
    expect(await previewed(bo, other.id)).toMatchObject({ couponsFen: 2_000, amountFen: 1_000 });
  });
});

describe('given two terms, one after the other', () => {
  it('when the running one is given back, then the next begins at once, whole', async () => {
    const { ann, purchase } = await aMember();
    await planBought(
      shop,
      ann,
      await onSale(operator, aPaidPlan({ name: '季卡', period: 'quarter' })),
    );
    shop.clock.advance(DAY_MS);
    const later = await again(ann);
    await later.post(path(purchase.id), { shownAmountFen: 3_000 });
    expect((await termsOf(later)).find(([name]) => name === '季卡')).toEqual([
      ...['季卡', 'active', '2026-11-19T04:00:00.000Z', '2027-02-19T16:00:00.000Z'],
    ]);
  });

  it('when the next one is given back, then all of it, and the running one stays', async () => {
    const { ann } = await aMember();
    await paid(shop, ann, one());
    const next = await planBought(shop, ann, month);
    expect(await previewed(ann, next.id)).toMatchObject({ amountFen: 3_000, isWhole: true });
    await ann.post(path(next.id), { shownAmountFen: 3_000 });
    expect((await paidMembershipOf(ann)).state).toBe('active');
  });
});

describe('given an operator gives a plan back', () => {
  const opsPath = (id: string) => `/ops/plan-purchases/${id}/refund`;
  const ask = (over: object) => ({
    ...{
      cause: 'shop',
      reason: '门店停业',
      shownAmountFen: 3_000,
      offlineReference: null,
      ...over,
    },
  });

  it('when the reason is the shop’s, then what benefits gave is not counted', async () => {
    const { ann, purchase } = await aMember();
    await paid(shop, ann, one());
    const shown = await operator.get(`${opsPath(purchase.id)}?cause=shop`);
    expect(shown).toMatchObject({ amountFen: 3_000, benefitsFen: 0, savedFen: 1_000 });
    await operator.post(opsPath(purchase.id), ask({}));
    await settled(shop);
    expect(await arrivedFen(purchase.id)).toBe(3_000);
  });
});

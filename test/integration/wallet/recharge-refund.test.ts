import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  fen,
  type Page,
  type Recharge,
  type RechargePlan,
  type RechargeRefundPreview,
  type RefundCause,
  type WalletLine,
} from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { couponCampaign, inTab } from '../../factories/coupon.js';
import { aSkuFor, settled } from '../../factories/fulfilment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, paid, type Buyer } from '../../factories/purchase.js';
import { offeredPlan, rechargeBy, recharged } from '../../factories/recharge.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, type TestShopper } from '../../factories/shopper.js';
import { anId, balanceOf, bought, lotsOf, withWallet } from '../../factories/wallet.js';

const DAY_MS = 86_400_000;

let shop: TestShop;
let operator: TestOperator;
let plan: RechargePlan;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  plan = await offeredPlan(operator);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

/** Someone with ¥3000 and ¥1000 of bonus, who has spent ¥500 of it. */
async function spent500(): Promise<{ ann: TestShopper; recharge: Recharge; orderId: string }> {
  const ann = await aShopper(shop);
  const recharge = await recharged(shop, ann, rechargeBy(plan));
  return { ann, recharge, orderId: await bought(shop, ann.id, 50_000) };
}

const path = (id: string) => `/ops/recharges/${id}/refund`;
const previewed = (id: string, cause: RefundCause) =>
  operator.get<RechargeRefundPreview>(`${path(id)}?cause=${cause}`);
const ask = (
  cause: RefundCause,
  shownAmountFen: number,
  offlineReference: string | null = null,
) => ({
  ...{ cause, reason: '门店停业', shownAmountFen, offlineReference },
});

/** What WeChat has given back of this recharge’s payment. */
async function arrivedFen(id: string): Promise<number> {
  const [found] = await shop.db.query(
    `SELECT COALESCE(SUM(refund.amount_fen), 0) AS fen FROM refund
     JOIN recharge ON recharge.payment_id = refund.payment_id
     WHERE recharge.id = ? AND refund.state = 'succeeded'`,
    [id],
  );
  return (found as { fen: number }).fen;
}

describe('case 37: given ¥3000 with ¥1000 of bonus, of which ¥500 is spent', () => {
  it('when the cause is not the shopper’s, then ¥2625 goes back through WeChat and the lot is empty', async () => {
    const { ann, recharge } = await spent500();
    expect(await previewed(recharge.id, 'shop')).toMatchObject({
      ...{ amountFen: 262_500, principalFen: 262_500, bonusFen: 87_500, spentFen: 50_000 },
      ...{ channel: 'wechat', discountWithheldFen: 0 },
    });
    await operator.post(path(recharge.id), ask('shop', 262_500));
    await settled(shop);
    expect(await arrivedFen(recharge.id)).toBe(262_500);
    expect(await lotsOf(shop, ann.id)).toEqual([[0, 0]]);
    const [back] = await shop.db.query(
      'SELECT refunded_at FROM recharge_refund WHERE recharge_id = ?',
      [recharge.id],
    );
    expect(back).not.toEqual({ refunded_at: null });
  });

  it('when it is theirs, then ¥2500 does, and what goods return since goes back too', async () => {
    const { ann, recharge, orderId } = await spent500();
    await operator.post(path(recharge.id), ask('shopper', 250_000));
    await settled(shop);
    const amountFen = fen(50_000);
    await withWallet(shop, (wallet, tx) =>
      wallet.giveBack(tx, { orderId, refundId: anId(shop), amountFen }),
    );
    expect(await lotsOf(shop, ann.id)).toEqual([[37_500, 12_500]]);
    shop.clock.advance(61_000);
    await operator.post(path(recharge.id), ask('shopper', 50_000));
    await settled(shop);
    expect(await arrivedFen(recharge.id)).toBe(300_000);
  });

  it('when it was spent between the preview and the decision, then it is refused', async () => {
    const { ann, recharge } = await spent500();
    await bought(shop, ann.id, 100);
    const asked = await operator.ask('POST', path(recharge.id), {
      body: ask('shop', 262_500),
      key: 'a-key-of-this-test-03',
    });
    expect(asked.body).toMatchObject({ code: 'RECHARGE_CHANGED', facts: { amountFen: 262_425 } });
  });

  it('when it went back, then its shopper sees so on the recharge, and in the statement', async () => {
    const { ann, recharge } = await spent500();
    const shown = () => ann.get<Recharge>(`/shop/wallet/recharges/${recharge.id}`);
    expect((await shown()).refunds).toEqual([]);
    await operator.post(path(recharge.id), ask('shop', 262_500));
    const refund = { amountFen: 262_500, principalFen: 262_500, bonusFen: 87_500, cause: 'shop' };
    expect((await shown()).refunds).toMatchObject([{ ...refund, refundedAt: null }]);
    await settled(shop);
    const [back] = (await shown()).refunds;
    expect(back).toMatchObject(refund);
    expect(back?.refundedAt).not.toBeNull();
    const { items } = await ann.get<Page<WalletLine>>('/shop/wallet/statement');
    expect(items[0]).toMatchObject({
      ...{ kind: 'recharge-refunded', reference: { kind: 'recharge', id: recharge.id } },
    });
  });

  it('when the operator repeats the request, then the money goes back once', async () => {
    const { recharge } = await spent500();
    const key = 'a-key-of-this-test-04';
    const first = await operator.post(path(recharge.id), ask('shop', 262_500), key);
    expect(await operator.post(path(recharge.id), ask('shop', 262_500), key)).toEqual(first);
    await settled(shop);
    expect(await arrivedFen(recharge.id)).toBe(262_500);
  });
});

describe('case 38: given a coupon came with the recharge', () => {
  async function withCoupon(): Promise<{ ann: Buyer; recharge: Recharge }> {
    const { id } = await couponCampaign(shop, operator, { claim: 'granted' });
    const granting = await offeredPlan(operator, { couponCampaignIds: [id] });
    const ann = await aBuyer(shop);
    return { ann, recharge: await recharged(shop, ann, rechargeBy(granting)) };
  }

  it('when it is unused, then it is taken back with the recharge', async () => {
    const { ann, recharge } = await withCoupon();
    await operator.post(path(recharge.id), ask('shopper', 300_000));
    expect(await inTab(ann, 'usable')).toEqual([]);
  });

  it('when it was used, then what it saved is withheld only where the cause is theirs', async () => {
    const { ann, recharge } = await withCoupon();
    const skuId = await aSkuFor(shop, { priceFen: fen(20_000) });
    await paid(shop, ann, [{ skuId, quantity: 1 }]);
    expect(await inTab(ann, 'used')).toHaveLength(1);
    expect((await previewed(recharge.id, 'shop')).amountFen).toBe(300_000);
    expect(await previewed(recharge.id, 'shopper')).toMatchObject({
      ...{ amountFen: 298_000, couponsWithheldFen: 2_000 },
    });
  });
});

describe('given seven days since the payment', () => {
  const own = (id: string) => `/shop/wallet/recharges/${id}/refund`;

  it('when the shopper asks in time, then the principal that is left goes back, once', async () => {
    const { ann, recharge } = await spent500();
    const { amountFen } = await ann.get<RechargeRefundPreview>(own(recharge.id));
    expect(amountFen).toBe(262_500);
    await ann.post(own(recharge.id), { shownAmountFen: amountFen });
    await settled(shop);
    expect(await arrivedFen(recharge.id)).toBe(262_500);
    expect(await balanceOf(shop, ann.id)).toMatchObject({ principal: 0, bonus: 0 });
    expect(await ann.refusal('GET', own(recharge.id))).toBe('RECHARGE_STATE');
  });

  it('when they ask later, then it is for the shop to decide', async () => {
    const { openid } = await aShopper(shop);
    const ann = await aShopper(shop, { openid });
    const { id } = await recharged(shop, ann, rechargeBy(plan));
    shop.clock.advance(7 * DAY_MS + 1_000);
    await shop.settle();
    const again = await aShopper(shop, { openid });
    expect(await again.refusal('GET', own(id))).toBe('RECHARGE_REFUND_WINDOW');
    operator = await anOperator(shop);
    const late = { body: ask('seven-days', 300_000) };
    expect(await operator.refusal('POST', path(id), late)).toBe('RECHARGE_REFUND_WINDOW');
    expect((await previewed(id, 'shopper')).amountFen).toBe(300_000);
  });

  it('when it is someone else’s, then it is nobody’s', async () => {
    const { recharge } = await spent500();
    const bo = await aShopper(shop);
    expect(await bo.refusal('GET', own(recharge.id))).toBe('RECHARGE_NOT_FOUND');
  });
});

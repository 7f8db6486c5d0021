import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { PaidPlan, PaidTermView, PlanGiftView, PlanRefundPreview } from '@siyu/shared';
import { fen } from '../../../../shared/src/money.js';
import { expectCleanAudit } from '../../../factories/audit.js';
import { aSkuFor } from '../../../factories/fulfilment.js';
import { newKey } from '../../../factories/http.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import {
  acceptanceOf,
  aTrial,
  giftNow,
  onSale,
  paidMembershipOf,
  planBought,
  planGiven,
  planPurchaseNow,
  purchasesOf,
  termsOf,
} from '../../../factories/paid-plan.js';
import { deleted, deletionOf, exportedBy } from '../../../factories/personal-data.js';
import { aBuyer, notified, paid } from '../../../factories/purchase.js';
import { aShop, NOON, type TestShop } from '../../../factories/shop.js';
import { aShopper, type TestShopper } from '../../../factories/shopper.js';

const MONTH_END = '2026-12-18T16:00:00.000Z';
const NEXT_END = '2027-01-18T16:00:00.000Z';

let shop: TestShop;
let operator: TestOperator;
let month: PaidPlan;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  month = await onSale(operator);
});
afterEach(async () => {
  shop.clock.set(NOON);
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

const refundPath = (id: string) => `/shop/plan-purchases/${id}/refund`;
const asSeenBy = (who: TestShopper, code: string) =>
  who.get<PlanGiftView>(`/shop/plan-gifts/${code}`);
const again = (who: TestShopper) => aShopper(shop, { openid: who.openid });
/** What has arrived of a gift's money, in fen. */
async function arrivedFen(purchaseId: string): Promise<number> {
  const [found] = await shop.db.query(
    `SELECT COALESCE(SUM(refund.amount_fen), 0) AS fen FROM plan_purchase AS purchase
     JOIN refund ON refund.payment_id = purchase.payment_id AND refund.state = 'succeeded'
     WHERE purchase.id = ?`,
    [purchaseId],
  );
  return Number((found as { fen: string }).fen);
}

describe('given a month at ¥30 is bought for a friend', () => {
  it('when it is paid, then nobody has a term, and its giver has a code for fourteen days', async () => {
    const ann = await aShopper(shop);
    const gift = await planGiven(shop, ann, month);
    expect(gift).toMatchObject({
      ...{ planName: '月卡', priceFen: 3_000, state: 'waiting', acceptedAt: null },
      expiresAt: '2026-12-02T04:00:00.000Z',
    });
    expect(gift.code).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    expect((await paidMembershipOf(ann)).state).toBe('none');
  });

  it('when a friend accepts, then the term is theirs, and no money of it', async () => {
    const [ann, bo] = [await aShopper(shop), await aShopper(shop)];
    const { code, purchaseId } = await planGiven(shop, ann, month);
    expect(await asSeenBy(bo, code)).toMatchObject({
      ...{ state: 'waiting', isOwn: false, isMine: false, beginsAt: NOON.toISOString() },
      plan: { name: '月卡', benefits: [{ kind: 'price-off', measure: 1_000 }] },
    });
    expect(await bo.post(acceptanceOf({ code }))).toMatchObject({
      ...{ planName: '月卡', state: 'active', source: 'gift', purchaseId: null },
      endsAt: MONTH_END,
    });
    expect(await asSeenBy(bo, code)).toMatchObject({ state: 'accepted', isMine: true });
    expect(await giftNow(ann, purchaseId)).toMatchObject({ state: 'accepted' });
    expect((await paidMembershipOf(ann)).state).toBe('none');
    expect(await bo.refusal('GET', refundPath(purchaseId))).toBe('PLAN_PURCHASE_NOT_FOUND');
  });

  it('when the friend is a member already, then it follows the last of their terms', async () => {
    const [ann, bo] = [await aShopper(shop), await aShopper(shop)];
    await planBought(shop, bo, month);
    await bo.post(acceptanceOf(await planGiven(shop, ann, month)));
    expect(await termsOf(bo)).toEqual([
      ['月卡', 'active', NOON.toISOString(), MONTH_END],
      ['月卡', 'upcoming', MONTH_END, NEXT_END],
    ]);
  });

  it('when five accept at once, then one has it, and the others are told so', async () => {
    const gift = await planGiven(shop, await aShopper(shop), month);
    const friends = await Promise.all(Array.from({ length: 5 }, () => aShopper(shop)));
    const asked = friends.map((one) => one.ask('POST', acceptanceOf(gift)));
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    const [refused] = answers.filter(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: 'PLAN_GIFT_STATE', facts: { state: 'accepted' } });
  });

  it('when one accepts twice under one key, then once', async () => {
    const bo = await aShopper(shop);
    const path = acceptanceOf(await planGiven(shop, await aShopper(shop), month));
    const key = newKey();
    const first = await bo.post<PaidTermView>(path, undefined, key);
    expect(await bo.post(path, undefined, key)).toEqual(first);
    expect(await termsOf(bo)).toHaveLength(1);
  });

  it('when its giver accepts, or the code is nobody’s, then they are told why not', async () => {
    const ann = await aShopper(shop);
    const gift = await planGiven(shop, ann, month);
    expect(await ann.refusal('POST', acceptanceOf(gift))).toBe('PLAN_GIFT_OWN');
    for (const code of ['ACDE-3467-WXYT', '会员'])
      expect(await ann.refusal('POST', acceptanceOf({ code: encodeURI(code) }))).toBe(
        'PLAN_GIFT_NOT_FOUND',
      );
  });

  it('given a trial, then it is not to be given', async () => {
    const trial = await onSale(operator, aTrial({ priceFen: fen(100) }));
    const body = { version: trial.version, asGift: true };
    const ann = await aShopper(shop);
    expect(await ann.refusal('POST', purchasesOf(trial), { body })).toBe('PLAN_TRIAL_NOT_GIVEN');
  });
});

describe('given a gift that nobody has accepted', () => {
  it('when its giver asks for the money, then all of it goes back, and nobody can accept', async () => {
    const ann = await aShopper(shop);
    const gift = await planGiven(shop, ann, month);
    const preview = await ann.get<PlanRefundPreview>(refundPath(gift.purchaseId));
    expect(preview).toMatchObject({ amountFen: 3_000, isWhole: true, totalDays: 31 });
    await ann.post(refundPath(gift.purchaseId), { shownAmountFen: 3_000 });
    await notified(shop);
    expect(await arrivedFen(gift.purchaseId)).toBe(3_000);
    expect((await giftNow(ann, gift.purchaseId)).state).toBe('taken-back');
    const bo = await aShopper(shop);
    expect(await bo.refusal('POST', acceptanceOf(gift))).toBe('PLAN_GIFT_STATE');
  });

  it('when a friend accepts while its giver takes it back, then one of them does', async () => {
    const [ann, bo] = [await aShopper(shop), await aShopper(shop)];
    const gift = await planGiven(shop, ann, month);
    const body = { shownAmountFen: 3_000 };
    const codes = await Promise.all([
      ann.refusal('POST', refundPath(gift.purchaseId), { body }),
      bo.refusal('POST', acceptanceOf(gift)),
    ]);
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes).toContain('PLAN_GIFT_STATE');
  });

  it('when its last instant has passed, then it cannot be accepted, and the money goes back', async () => {
    const [ann, bo] = [await aShopper(shop), await aShopper(shop)];
    const gift = await planGiven(shop, ann, month);
    shop.clock.set(new Date(Date.parse(gift.expiresAt) - 1));
    await shop.settle();
    const today = await again(ann);
    expect((await giftNow(today, gift.purchaseId)).state).toBe('waiting');
    shop.clock.advance(1);
    const friend = await again(bo);
    const { body } = await friend.ask('POST', acceptanceOf(gift));
    expect(body).toMatchObject({ code: 'PLAN_GIFT_STATE', facts: { state: 'expired' } });
    await notified(shop);
    expect(await arrivedFen(gift.purchaseId)).toBe(3_000);
    expect((await giftNow(today, gift.purchaseId)).state).toBe('expired');
    expect((await planPurchaseNow(today, gift.purchaseId)).state).toBe('refunded');
  });

  it('then its giver’s account stays until the money is settled, and says why', async () => {
    const ann = await aShopper(shop);
    const { purchaseId } = await planGiven(shop, ann, month);
    const blocks = [{ kind: 'waiting-plan-gifts', amount: 1 }];
    expect(await deletionOf(ann)).toMatchObject({ blocks });
    const { everything } = await exportedBy(shop, ann);
    expect(everything['plan_gift']).toMatchObject([{ purchaseId }]);
  });
});

describe('given a gift that a friend accepted', () => {
  async function accepted() {
    const [ann, bo] = [await aShopper(shop), await aBuyer(shop)];
    const gift = await planGiven(shop, ann, month);
    await bo.post(acceptanceOf(gift));
    return { ann, bo, id: gift.purchaseId };
  }

  it('when its giver asks for the money, then they are told that it is the friend’s', async () => {
    const { ann, bo, id } = await accepted();
    expect(await ann.refusal('GET', refundPath(id))).toBe('PLAN_GIFT_STATE');
    const asked = { body: { shownAmountFen: 3_000 } };
    expect(await ann.refusal('POST', refundPath(id), asked)).toBe('PLAN_GIFT_STATE');
    expect((await paidMembershipOf(bo)).state).toBe('active');
  });

  it('when an operator gives it back, then by what the friend used, to who paid', async () => {
    const { ann, bo, id } = await accepted();
    const skuId = await aSkuFor(shop, { priceFen: fen(10_000) });
    await paid(shop, bo, [{ skuId, quantity: 1 }]);
    expect((await paidMembershipOf(bo)).savedFen).toBe(1_000);
    const path = `/ops/plan-purchases/${id}/refund`;
    expect(await operator.get(`${path}?cause=shopper`)).toMatchObject({ amountFen: 2_000 });
    const why = { cause: 'shopper', reason: '赠送人联系客服', offlineReference: null };
    await operator.post(path, { ...why, shownAmountFen: 2_000 });
    await notified(shop);
    expect(await arrivedFen(id)).toBe(2_000);
    expect((await paidMembershipOf(bo)).state).toBe('refunded');
    expect((await giftNow(ann, id)).state).toBe('refunded');
  });

  it('when its giver’s account is deleted, then the friend keeps the term', async () => {
    const { ann, bo } = await accepted();
    await deleted(shop, ann);
    expect((await paidMembershipOf(bo)).state).toBe('active');
  });

  it('when the friend’s account is deleted, then what is left of the term is given up', async () => {
    const { ann, bo, id } = await accepted();
    expect((await deletionOf(bo)).givenUp).toContainEqual({ kind: 'paid-term', amount: 31 });
    await deleted(shop, bo);
    expect(await giftNow(ann, id)).toMatchObject({ state: 'accepted' });
    expect(await ann.refusal('GET', refundPath(id))).toBe('PLAN_GIFT_STATE');
  });
});

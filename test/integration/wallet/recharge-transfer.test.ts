import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Recharge,
  type RechargePlan,
  type DeletionPreview,
  type OpsTransfer,
  type Page,
  type RechargeRefundPreview,
  type RechargeRefundView,
  type RefundCause,
  type TransferAnswer,
} from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { offeredPlan, rechargeBy, recharged } from '../../factories/recharge.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, type TestShopper } from '../../factories/shopper.js';
import { answersSheet, heard, transfersOf } from '../../factories/transfer.js';
import { bought } from '../../factories/wallet.js';

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

describe('given a year since the payment, when WeChat refunds no more', () => {
  /** Someone whose recharge is so old, with ¥2,625 of it left; and an operator of today. */
  async function longAgo() {
    const { ann, recharge } = await spent500();
    shop.clock.advance(366 * DAY_MS);
    await shop.settle();
    operator = await anOperator(shop);
    return { ann: await aShopper(shop, { openid: ann.openid }), recharge };
  }
  const named = { ...ask('shop', 262_500), payeeName: '林小满' };
  const received = async (ann: TestShopper, refundId: string) => {
    const path = `/shop/wallet/refunds/${refundId}/transfer`;
    return ann.post<TransferAnswer>(path);
  };
  const refundOf = async (ann: TestShopper, id: string) =>
    (await ann.get<Recharge>(`/shop/wallet/recharges/${id}`)).refunds[0];

  it('then it goes by a transfer, which its shopper confirms', async () => {
    const { ann, recharge } = await longAgo();
    expect(await previewed(recharge.id, 'shop')).toMatchObject({ channel: 'transfer' });
    const back = await operator.post<RechargeRefundView>(path(recharge.id), named);
    expect(back).toMatchObject({ channel: 'transfer', amountFen: 262_500, refundedAt: null });
    const { state, request } = await received(ann, back.id);
    expect(state).toBe('awaiting-confirmation');
    expect(await transfersOf(shop, ann.openid)).toMatchObject([
      { amountFen: 262_500, userName: '林小满' },
    ]);
    await answersSheet(shop, request?.package ?? null);
    expect(await received(ann, back.id)).toEqual({ state: 'succeeded', request: null });
    await heard(shop);
    expect((await refundOf(ann, recharge.id))?.refundedAt).not.toBeNull();
  });

  it('when nobody confirms within a day, then they can have it begun anew, and get it once', async () => {
    const { ann: first, recharge } = await longAgo();
    const { id } = await operator.post<RechargeRefundView>(path(recharge.id), named);
    await shop.settle();
    shop.clock.advance(DAY_MS);
    await shop.settle();
    const ann = await aShopper(shop, { openid: first.openid });
    const { request } = await received(ann, id);
    await answersSheet(shop, request?.package ?? null);
    await heard(shop);
    expect((await refundOf(ann, recharge.id))?.refundedAt).not.toBeNull();
    expect(await received(ann, id)).toEqual({ state: 'succeeded', request: null });
    const made = await transfersOf(shop, ann.openid);
    expect(made.map((one) => one.state).sort()).toEqual(['FAIL', 'SUCCESS']);
    const bo = await aShopper(shop);
    expect(await bo.refusal('POST', `/shop/wallet/refunds/${id}/transfer`)).toBe('NOT_FOUND');
    operator = await anOperator(shop);
  });

  it('when it was cancelled, then an operator may pay it outside WeChat, once and for good', async () => {
    const { ann, recharge } = await longAgo();
    const { id } = await operator.post<RechargeRefundView>(path(recharge.id), named);
    await shop.settle();
    const { items } = await operator.get<Page<OpsTransfer>>(`/ops/transfers?subjectId=${id}`);
    const [transfer] = items;
    expect(transfer).toMatchObject({ state: 'awaiting-confirmation', amountFen: 262_500 });
    const payment = `/ops/transfers/${transfer?.id}/payment`;
    const paid = { body: { reference: '工行转账 0043' } };
    expect(await operator.refusal('POST', payment, paid)).toBe('TRANSFER_STATE');
    await operator.post(`/ops/transfers/${transfer?.id}/cancellation`);
    await shop.settle();
    shop.clock.advance(2_000);
    await heard(shop);
    expect(await operator.refusal('POST', payment, paid)).toBeNull();
    expect(await operator.refusal('POST', payment, paid)).toBe('TRANSFER_STATE');
    expect(await refundOf(ann, recharge.id)).toMatchObject({ channel: 'offline' });
    expect(await ann.refusal('POST', `/shop/wallet/refunds/${id}/transfer`)).toBe('NOT_FOUND');
    const moved = await shop.db.query(
      `SELECT posting.account, posting.amount FROM ledger_posting AS posting
       JOIN ledger_entry ON ledger_entry.id = posting.entry_id
       WHERE business_key = ? ORDER BY account`,
      [`recharge-refunded-outside/${id}`],
    );
    expect(moved).toEqual([
      { account: 'shop.offline', amount: 262_500 },
      { account: 'shop.wechat', amount: -262_500 },
    ]);
  });

  it('when the account is to be deleted before they have it, then it is kept', async () => {
    const { ann, recharge } = await longAgo();
    await operator.post(path(recharge.id), named);
    const { blocks } = await ann.get<DeletionPreview>('/shop/me/deletion');
    expect(blocks).toContainEqual({ kind: 'open-refunds', amount: 1 });
  });

  it('when the name is missing, then it is refused; an operator may pay outside WeChat instead', async () => {
    const { recharge } = await longAgo();
    const unnamed = { body: ask('shop', 262_500) };
    expect(await operator.refusal('POST', path(recharge.id), unnamed)).toBe('TRANSFER_INVALID');
    const back = await operator.post(path(recharge.id), ask('shop', 262_500, '工行转账 0042'));
    expect(back).toMatchObject({ channel: 'offline', amountFen: 262_500 });
    expect(await arrivedFen(recharge.id)).toBe(0);
    const [entry] = await shop.db.query(
      `SELECT amount FROM ledger_posting WHERE account = 'shop.offline'`,
    );
    expect(entry).toEqual({ amount: 262_500 });
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  Approval,
  OpsWithdrawal,
  Page,
  TransferAnswer,
  Withdrawal,
  WithdrawalTerms,
} from '@siyu/shared';
import { fen } from '../../../shared/src/money.js';
import { DEFAULT_WITHDRAWAL_RULE } from '../../../server/src/promoters/withdrawals/withdrawal-rule.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aSkuFor } from '../../factories/fulfilment.js';
import { client } from '../../factories/http.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import {
  aCustomerOf,
  aPromoter,
  completed,
  earningsOf,
  setCommission,
  setWithdrawals,
  withdrawn,
  type TestPromoter,
} from '../../factories/promoter.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, setSwitches } from '../../factories/shopper.js';
import { answersSheet, heard, transfersOf } from '../../factories/transfer.js';

const DAY_MS = 86_400_000;
const TRANSFER = { channel: 'transfer' } as const;

let shop: TestShop;
let operator: TestOperator;
let ann: TestPromoter;
/** ¥5,000.00 of commission that has settled, for all that follows. */
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  await setCommission(operator);
  const untaxed = { ...DEFAULT_WITHDRAWAL_RULE.tax, freeMonthlyFen: fen(10_000_000) };
  const [dailyMaxFen, approveAboveFen] = [fen(1_000_000), fen(300_000)];
  await setWithdrawals(operator, {
    ...{ dailyMaxFen, approveAboveFen, dailyTimesMax: 50, minFen: fen(1), tax: untaxed },
  });
  ann = await aPromoter(shop, operator);
  const buyer = await aCustomerOf(shop, ann);
  const skuId = await aSkuFor(shop, { priceFen: fen(5_000_000) });
  await completed(shop, operator, buyer, { skuId, quantity: 1 });
  await shop.db.query('UPDATE commission_share SET settle_at = ?', [shop.clock.now()]);
  await shop.settle();
});
afterEach(async () => {
  await client(shop.sandbox.url).del('/sandbox/switches');
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

const pathOf = (id: string) => `/shop/promoter/withdrawals/${id}`;
const received = (id: string) => ann.post<TransferAnswer>(`${pathOf(id)}/transfer`);
const shownOf = async (id: string) => {
  const { items } = await ann.get<Page<Withdrawal>>('/shop/promoter/withdrawals');
  return items.find((one) => one.id === id);
};
const toldOf = async (id: string) => {
  const { items } = await operator.get<Page<OpsWithdrawal>>('/ops/withdrawals');
  return items.find((one) => one.id === id);
};

/** A day without a tap, for a transfer that waits; sessions end with it. */
async function nobodyConfirms(): Promise<void> {
  await shop.settle();
  shop.clock.advance(DAY_MS);
  await shop.settle();
  operator = await anOperator(shop);
  ann = { ...ann, ...(await aShopper(shop, { openid: ann.openid })) };
}

describe('given ¥100.00 is withdrawn to WeChat', () => {
  it('when the promoter confirms, then they have it once, and the books say so', async () => {
    const before = await earningsOf(ann);
    const { id, state } = await withdrawn(ann, 10_000, TRANSFER);
    expect(state).toBe('sending');
    expect(await earningsOf(ann)).toMatchObject({ withdrawingFen: 10_000 });
    const { request } = await received(id);
    await setSwitches(shop, { notifyCopies: 3 });
    await answersSheet(shop, request?.package ?? null);
    await heard(shop);
    expect(await received(id)).toEqual({ state: 'succeeded', request: null });
    expect(await shownOf(id)).toMatchObject({ state: 'paid', transferState: 'succeeded' });
    const settledFen = before.settledFen! - 10_000;
    expect(await earningsOf(ann)).toEqual({ settledFen, withdrawnFen: 10_000 });
    const made = await transfersOf(shop, ann.openid);
    expect(made.map(({ amountFen, state: at }) => [amountFen, at])).toEqual([[10_000, 'SUCCESS']]);
  });

  it('when nobody confirms for a day, then it is sent under another number, or theirs again', async () => {
    const [again, back] = [
      await withdrawn(ann, 2_000, TRANSFER),
      await withdrawn(ann, 3_000, TRANSFER),
    ];
    expect(await ann.refusal('POST', `${pathOf(back.id)}/return`)).toBe('TRANSFER_STATE');
    await nobodyConfirms();
    expect(await shownOf(again.id)).toMatchObject({ state: 'sending', transferState: 'failed' });
    const { request } = await received(again.id);
    await answersSheet(shop, request?.package ?? null);
    await heard(shop);
    expect(await shownOf(again.id)).toMatchObject({ state: 'paid' });
    const { settledFen } = await earningsOf(ann);
    const returned = await ann.post<Withdrawal>(`${pathOf(back.id)}/return`);
    expect(returned).toMatchObject({ state: 'returned' });
    expect(await ann.post(`${pathOf(back.id)}/return`)).toEqual(returned);
    expect(await ann.refusal('POST', `${pathOf(back.id)}/transfer`)).toBe('WITHDRAWAL_STATE');
    expect((await earningsOf(ann)).settledFen).toBe(settledFen! + 3_000);
    const made = (await transfersOf(shop, ann.openid)).filter((one) => one.amountFen === 2_000);
    expect(made.map((one) => one.state).sort()).toEqual(['FAIL', 'SUCCESS']);
  });

  it('when somebody else asks for it, then there is no such withdrawal', async () => {
    const { id } = await withdrawn(ann, 2_000, TRANSFER);
    const bo = await aShopper(shop);
    for (const what of ['transfer', 'return']) {
      expect(await bo.refusal('POST', `${pathOf(id)}/${what}`)).toBe('WITHDRAWAL_NOT_FOUND');
    }
  });
});

describe('given WeChat’s limits', () => {
  const refused = (amountFen: number, payee = '') =>
    ann.ask('POST', '/shop/promoter/withdrawals', {
      body: { ...TRANSFER, amountFen, shownTaxFen: 0, payee },
    });

  it('when it is under ¥0.10, or ¥2,000 and more for nobody named, then it is refused with both', async () => {
    const limits = { minFen: 10, maxFen: null, namedFromFen: 200_000 };
    const { transfer } = await ann.get<WithdrawalTerms>('/shop/promoter/withdrawal-terms');
    expect(transfer).toEqual(limits);
    for (const amountFen of [9, 200_000]) {
      expect((await refused(amountFen)).body).toMatchObject({
        ...{ code: 'TRANSFER_INVALID', facts: { amountFen, ...limits } },
      });
    }
  });

  it('when it is approved and named, then WeChat compares the name, which is then forgotten', async () => {
    const named = { ...TRANSFER, payee: '林小满' };
    const { id, state } = await withdrawn(ann, 310_000, named);
    expect(state).toBe('asked');
    expect(await ann.refusal('POST', `${pathOf(id)}/transfer`)).toBe('WITHDRAWAL_STATE');
    const { items } = await operator.get<Page<Approval>>('/ops/approvals?state=pending');
    await operator.post(`/ops/approvals/${items[0]!.id}/approval`);
    const { request } = await received(id);
    await answersSheet(shop, request?.package ?? null);
    await heard(shop);
    expect(await toldOf(id)).toMatchObject({ state: 'paid', payee: '' });
    const made = (await transfersOf(shop, ann.openid)).find((one) => one.amountFen === 310_000);
    expect(made).toMatchObject({ userName: '林小满', state: 'SUCCESS' });
  });
});

describe('given a transfer that keeps failing', () => {
  it('when an operator has cancelled it, then they pay outside WeChat, or return it', async () => {
    await setSwitches(shop, { transferOutcome: 'NOT_ENOUGH' });
    const [paid, back] = [
      await withdrawn(ann, 4_000, TRANSFER),
      await withdrawn(ann, 5_000, TRANSFER),
    ];
    await shop.settle();
    const transferOf = async (id: string) => (await toldOf(id))?.transfer?.id;
    const note = { body: { note: '零钱账户异常' } };
    const giveBack = () => operator.refusal('POST', `/ops/withdrawals/${back.id}/return`, note);
    expect(await giveBack()).toBe('TRANSFER_STATE');
    for (const { id } of [paid, back]) {
      await operator.post(`/ops/transfers/${await transferOf(id)}/cancellation`);
    }
    shop.clock.advance(60_000);
    await shop.settle();
    await operator.post(`/ops/transfers/${await transferOf(paid.id)}/payment`, {
      reference: '网银 20261201-1',
    });
    expect(await giveBack()).toBeNull();
    expect(await shownOf(paid.id)).toMatchObject({
      ...{ state: 'paid', channel: 'offline', note: '网银 20261201-1' },
    });
    expect(await shownOf(back.id)).toMatchObject({ state: 'returned', note: '零钱账户异常' });
    for (const { id } of [paid, back]) {
      expect(await ann.refusal('POST', `${pathOf(id)}/transfer`)).toBe('WITHDRAWAL_STATE');
    }
  });
});

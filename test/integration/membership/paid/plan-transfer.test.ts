import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  DeletionPreview,
  OpsTransfer,
  Page,
  PlanRefundPreview,
  PlanRefundView,
  TransferAnswer,
} from '@siyu/shared';
import { expectCleanAudit } from '../../../factories/audit.js';
import { anOperator } from '../../../factories/operator.js';
import {
  aPaidPlan,
  onSale,
  paidMembershipOf,
  planBought,
  tenthOff,
} from '../../../factories/paid-plan.js';
import { aShop, NOON, type TestShop } from '../../../factories/shop.js';
import { aShopper } from '../../../factories/shopper.js';
import { answersSheet, heard, transfersOf } from '../../../factories/transfer.js';

const DAY_MS = 86_400_000;

let shop: TestShop;
beforeAll(async () => {
  shop = await aShop();
});
afterEach(async () => {
  shop.clock.set(NOON);
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

const path = (id: string) => `/shop/plan-purchases/${id}/refund`;

describe('given a plan that was paid over a year ago', () => {
  /** Someone with most of a second year to come, today. */
  async function longAgo() {
    const ann = await aShopper(shop);
    const yearly = aPaidPlan({ period: 'year', benefits: [tenthOff()] });
    const year = await onSale(await anOperator(shop), yearly);
    await planBought(shop, ann, year);
    const { id } = await planBought(shop, ann, year);
    shop.clock.advance(366 * DAY_MS);
    const later = await aShopper(shop, { openid: ann.openid });
    const { amountFen, channel } = await later.get<PlanRefundPreview>(path(id));
    expect(channel).toBe('transfer');
    return { ann: later, id, amountFen, operator: await anOperator(shop) };
  }
  const transferPath = (id: string) => `/shop/plan-refunds/${id}/transfer`;

  it('when its member gives it back, then it goes by a transfer, which they confirm', async () => {
    const { ann, id, amountFen } = await longAgo();
    const back = await ann.post<PlanRefundView>(path(id), { shownAmountFen: amountFen });
    expect(back).toMatchObject({ channel: 'transfer', amountFen, refundedAt: null });
    expect((await paidMembershipOf(ann)).toReceive).toEqual([back]);
    const { blocks } = await ann.get<DeletionPreview>('/shop/me/deletion');
    expect(blocks).toContainEqual({ kind: 'open-refunds', amount: 1 });
    const { request } = await ann.post<TransferAnswer>(transferPath(back.id));
    await answersSheet(shop, request?.package ?? null);
    await heard(shop);
    expect((await paidMembershipOf(ann)).toReceive).toEqual([]);
    expect(await transfersOf(shop, ann.openid)).toMatchObject([{ amountFen, state: 'SUCCESS' }]);
    const bo = await aShopper(shop);
    expect(await bo.refusal('POST', transferPath(back.id))).toBe('NOT_FOUND');
  });

  it('when an operator prefers it, at once or after the transfer failed, then outside WeChat', async () => {
    const first = await longAgo();
    const why = { cause: 'shopper', reason: '门店停业', shownAmountFen: first.amountFen };
    const named = { ...why, offlineReference: '工行转账 0042' };
    const opsPath = `/ops/plan-purchases/${first.id}/refund`;
    expect(await first.operator.post(opsPath, named)).toMatchObject({ channel: 'offline' });
    expect((await paidMembershipOf(first.ann)).state).toBe('refunded');
    const second = await longAgo();
    const back = await second.ann.post<PlanRefundView>(path(second.id), {
      shownAmountFen: second.amountFen,
    });
    await shop.settle();
    shop.clock.advance(DAY_MS);
    await shop.settle();
    const by = await anOperator(shop);
    const { items } = await by.get<Page<OpsTransfer>>(`/ops/transfers?subjectId=${back.id}`);
    expect(items).toMatchObject([{ state: 'failed', failReason: 'OVERDUE_CLOSE' }]);
    await by.post(`/ops/transfers/${items[0]?.id}/payment`, { reference: '工行转账 0043' });
    const ann = await aShopper(shop, { openid: second.ann.openid });
    expect((await paidMembershipOf(ann)).toReceive).toEqual([]);
    expect(await ann.refusal('POST', transferPath(back.id))).toBe('NOT_FOUND');
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { PaidPlan, PlanPurchase } from '@siyu/shared';
import { fen } from '../../../../shared/src/money.js';
import { Payments } from '../../../../server/src/payments/payments.service.js';
import { expectCleanAudit } from '../../../factories/audit.js';
import { anOperator } from '../../../factories/operator.js';
import {
  aTrial,
  onSale,
  paidMembershipOf,
  planBought,
  planPlaced,
  planPrepaid,
  planPurchaseNow,
  purchasesOf,
  termsOf,
} from '../../../factories/paid-plan.js';
import { notified, payInSheet } from '../../../factories/purchase.js';
import { aShop, NOON, type TestShop } from '../../../factories/shop.js';
import {
  aShopper,
  newOpenid,
  phoneCode,
  setSwitches,
  type TestShopper,
} from '../../../factories/shopper.js';

let shop: TestShop;
let month: PaidPlan;
let trial: PaidPlan;
beforeAll(async () => {
  shop = await aShop();
  const operator = await anOperator(shop);
  month = await onSale(operator);
  trial = await onSale(operator, aTrial({ priceFen: fen(100) }));
});
afterEach(async () => {
  await setSwitches(shop, { notifyLost: false });
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

describe('given a trial at ¥1, once a person', () => {
  const takeTrial = (shopper: TestShopper) =>
    shopper.refusal('POST', purchasesOf(trial), { body: { version: 1 } });
  const bound = async (phone: string, openid = newOpenid()) => {
    const shopper = await aShopper(shop, { openid });
    await shopper.post('/shop/me/phone', { code: await phoneCode(shop, openid, phone) });
    return shopper;
  };

  it('when it is paid, then the member is on trial, and cannot have another', async () => {
    const ann = await aShopper(shop);
    await planBought(shop, ann, trial);
    expect((await paidMembershipOf(ann)).state).toBe('trial');
    expect(await takeTrial(ann)).toBe('PLAN_TRIAL_USED');
  });

  it('when the same phone comes with another openid, then it is one person', async () => {
    await planBought(shop, await bound('13800000001'), trial);
    expect(await takeTrial(await bound('13800000001'))).toBe('PLAN_TRIAL_USED');
  });

  it('when the phone was bound only after the trial, then it is one person too', async () => {
    const ann = await aShopper(shop);
    await planBought(shop, ann, trial);
    const code = await phoneCode(shop, ann.openid, '13800000002');
    await ann.post('/shop/me/phone', { code });
    expect(await takeTrial(await bound('13800000002'))).toBe('PLAN_TRIAL_USED');
  });

  it('when five of one person ask at once, then one has it', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => bound('13800000003')));
    const codes = await Promise.all(all.map(takeTrial));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'PLAN_TRIAL_USED')).toHaveLength(4);
  });

  it('when it closes unpaid, then they may have it again', async () => {
    const ann = await aShopper(shop);
    const { id } = await planPlaced(ann, trial);
    expect(await takeTrial(ann)).toBe('PLAN_TRIAL_USED');
    await ann.post(`/shop/plan-purchases/${id}/cancellation`);
    expect(await takeTrial(ann)).toBeNull();
  });

  it('when it costs nothing, then it begins with the tap', async () => {
    const ann = await aShopper(shop);
    const free = await onSale(await anOperator(shop), aTrial());
    expect(await planPlaced(ann, free)).toMatchObject({ state: 'paid', priceFen: 0 });
    await shop.settle();
    expect(await termsOf(ann)).toEqual([
      ['试用', 'trial', NOON.toISOString(), '2026-11-25T04:00:00.000Z'],
    ]);
  });
});

describe('given a purchase that closed here while its money was on its way', () => {
  /** Paid in the moment it closed, and the news of it is late. */
  async function paidButClosed(ann: TestShopper, plan: PaidPlan): Promise<PlanPurchase> {
    const purchase = await planPlaced(ann, plan);
    const sheet = await planPrepaid(ann, purchase.id);
    await setSwitches(shop, { notifyLost: true });
    await payInSheet(shop, sheet);
    const paymentId = await paymentOf(purchase.id);
    await shop.db.query("UPDATE payment SET state = 'closing' WHERE id = ?", [paymentId]);
    await shop.app.get(Payments, { strict: false }).recordClosed(paymentId);
    expect((await planPurchaseNow(ann, purchase.id)).state).toBe('closed');
    return purchase;
  }
  const paymentOf = async (id: string) => {
    const sql = 'SELECT payment_id AS id FROM plan_purchase WHERE id = ?';
    return ((await shop.db.query(sql, [id])) as { id: string }[])[0]!.id;
  };
  const newsOf = async (id: string) => {
    await shop.app.get(Payments, { strict: false }).check(await paymentOf(id));
    await setSwitches(shop, { notifyLost: false });
    await notified(shop);
  };

  it('when the news comes, then the term begins: money received is never refused', async () => {
    const ann = await aShopper(shop);
    const { id } = await paidButClosed(ann, month);
    await newsOf(id);
    expect((await planPurchaseNow(ann, id)).state).toBe('paid');
    expect(await termsOf(ann)).toHaveLength(1);
  });

  it('when it was a trial that is had by now, then the money goes back by itself', async () => {
    const ann = await aShopper(shop);
    const { id } = await paidButClosed(ann, trial);
    await setSwitches(shop, { notifyLost: false });
    await planBought(shop, ann, trial);
    await newsOf(id);
    await notified(shop);
    expect((await planPurchaseNow(ann, id)).state).toBe('returned');
    expect(await termsOf(ann)).toHaveLength(1);
    const [refund] = await shop.db.query('SELECT state FROM refund WHERE subject_id = ?', [id]);
    expect(refund).toEqual({ state: 'succeeded' });
  });
});

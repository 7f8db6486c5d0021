import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { PaidPlan, PlanPurchase } from '@siyu/shared';
import { fen } from '../../../../shared/src/money.js';
import { expectCleanAudit } from '../../../factories/audit.js';
import { newKey } from '../../../factories/http.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import {
  aPaidPlan,
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
import { aShopper, setSwitches } from '../../../factories/shopper.js';
import { statementsOf } from '../../../factories/statements.js';

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
  await setSwitches(shop, { notifyCopies: 1, notifyLost: false });
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

describe('given a month at ¥30', () => {
  it('when someone pays for it, then their term begins at once and is told', async () => {
    const ann = await aShopper(shop);
    const { state, paidAt } = await planBought(shop, ann, month);
    expect({ state, isPaid: paidAt !== null }).toEqual({ state: 'paid', isPaid: true });
    expect(await paidMembershipOf(ann)).toMatchObject({
      ...{ state: 'active', endsAt: MONTH_END, savedFen: 0, awaiting: [] },
      terms: [{ planName: '月卡', state: 'active', beginsAt: NOON.toISOString() }],
    });
  });

  it('when the news comes three times, then there is one term', async () => {
    const ann = await aShopper(shop);
    await setSwitches(shop, { notifyCopies: 3 });
    await planBought(shop, ann, month);
    expect(await termsOf(ann)).toHaveLength(1);
  });

  it('when it is placed twice under one key, then there is one purchase', async () => {
    const ann = await aShopper(shop);
    const [key, body] = [newKey(), { version: month.version }];
    const first = await ann.post<PlanPurchase>(purchasesOf(month), body, key);
    expect(await ann.post(purchasesOf(month), body, key)).toEqual(first);
    const other = { body: { version: 9 }, key };
    const code = await ann.refusal('POST', purchasesOf(month), other);
    expect(code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('when the plan changed since it was shown, then it is refused; placed ones stand', async () => {
    const ann = await aShopper(shop);
    const plan = await onSale(operator);
    const { id } = await planPlaced(ann, plan);
    const dearer = { version: 1, plan: aPaidPlan({ priceFen: fen(9_900), name: '新卡' }) };
    await operator.put(`/ops/paid-plans/${plan.id}`, dearer);
    const shown = { body: { version: 1 } };
    expect(await ann.refusal('POST', purchasesOf(plan), shown)).toBe('PLAN_CHANGED');
    await payInSheet(shop, await planPrepaid(ann, id));
    await notified(shop);
    expect(await planPurchaseNow(ann, id)).toMatchObject({ priceFen: 3_000, planName: '月卡' });
  });

  it('when it is offered no more, then it is refused', async () => {
    const ann = await aShopper(shop);
    const plan = await onSale(operator, aPaidPlan({ offered: false }));
    const asked = { body: { version: 1 } };
    expect(await ann.refusal('POST', purchasesOf(plan), asked)).toBe('PLAN_CHANGED');
  });

  it('when nobody pays in time, then it closes at WeChat and here, and nothing began', async () => {
    const ann = await aShopper(shop);
    const { id } = await planPlaced(ann, month);
    await planPrepaid(ann, id);
    shop.clock.advance(31 * 60_000);
    await shop.settle();
    expect((await planPurchaseNow(ann, id)).state).toBe('closed');
    expect((await paidMembershipOf(ann)).state).toBe('none');
    shop.clock.set(NOON);
  });

  it('when the shopper gives it up, then it is closed at once, also when asked twice', async () => {
    const ann = await aShopper(shop);
    const { id } = await planPlaced(ann, month);
    const path = `/shop/plan-purchases/${id}`;
    await ann.post(`${path}/cancellation`);
    expect(await ann.post(`${path}/cancellation`)).toMatchObject({ state: 'closed' });
    expect(await ann.refusal('POST', `${path}/payment`)).toBe('ORDER_EXPIRED');
  });

  it('when it is someone else’s, then it is nobody’s', async () => {
    const { id } = await planPlaced(await aShopper(shop), month);
    const bo = await aShopper(shop);
    for (const path of ['', '/payment', '/payment/check', '/cancellation']) {
      const method = path === '' ? 'GET' : 'POST';
      const code = await bo.refusal(method, `/shop/plan-purchases/${id}${path}`);
      expect(code).toBe('PLAN_PURCHASE_NOT_FOUND');
    }
  });
});

describe('case 44: given a month is bought twice', () => {
  const [now, first] = [NOON.toISOString(), ['月卡', 'active', NOON.toISOString(), MONTH_END]];

  it('when both are paid at once, then one term follows the other', async () => {
    const ann = await aShopper(shop);
    const placed = await Promise.all([planPlaced(ann, month), planPlaced(ann, month)]);
    const sheets = await Promise.all(placed.map(({ id }) => planPrepaid(ann, id)));
    await setSwitches(shop, { notifyLost: true });
    await Promise.all(sheets.map((sheet) => payInSheet(shop, sheet)));
    const checks = placed.map(({ id }) => ann.post(`/shop/plan-purchases/${id}/payment/check`));
    await Promise.all(checks);
    await shop.settle();
    expect(await termsOf(ann)).toEqual([first, ['月卡', 'upcoming', MONTH_END, NEXT_END]]);
    expect((await paidMembershipOf(ann)).endsAt).toBe(NEXT_END);
  });

  it.each([
    ['a second before the first ends', -1_000, MONTH_END, NEXT_END],
    ['in the instant the first ends', 0, MONTH_END, NEXT_END],
    [
      'a second after the first ended',
      1_000,
      '2026-12-18T16:00:01.000Z',
      '2027-01-19T16:00:00.000Z',
    ],
  ])('when the second is paid %s, then it begins so', async (_, offsetMs, begins, ends) => {
    const { openid } = await aShopper(shop);
    await planBought(shop, await aShopper(shop, { openid }), month);
    shop.clock.set(new Date(Date.parse(MONTH_END) + offsetMs));
    const ann = await aShopper(shop, { openid });
    await planBought(shop, ann, month);
    const [, second] = await termsOf(ann);
    expect(second?.slice(2)).toEqual([begins, ends]);
    expect((await paidMembershipOf(ann)).state).toBe('active');
    shop.clock.set(new Date(now));
  });
});

describe('SQL statements', () => {
  it('then plans, a membership and placing a purchase take no more than these', async () => {
    const ann = await aShopper(shop);
    await planBought(shop, ann, month);
    await ann.get('/shop/paid-plans');
    const of = async (work: () => Promise<unknown>) => (await statementsOf(shop, work)).statements;
    expect(await of(() => ann.get('/shop/paid-plans'))).toBeLessThanOrEqual(3);
    // Terms, what awaits payment, what awaits receipt, the reminder, and what was saved.
    expect(await of(() => paidMembershipOf(ann))).toBeLessThanOrEqual(5);
    expect(await of(() => planPlaced(ann, month))).toBeLessThanOrEqual(10);
  });
});

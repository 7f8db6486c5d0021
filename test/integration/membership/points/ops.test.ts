import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AdjustedPoints, Approval, PointsMonth, VersionedPointsSettings } from '@siyu/shared';
import { fen } from '../../../../shared/src/money.js';
import { newId } from '../../../../server/src/platform/new-id.js';
import { expectCleanAudit } from '../../../factories/audit.js';
import { newKey } from '../../../factories/http.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import {
  aMember,
  balancesOf,
  earned,
  granted,
  held,
  returnedTo,
  setPoints,
  spending,
} from '../../../factories/points.js';
import { aShopper } from '../../../factories/shopper.js';
import { aShop, type TestShop } from '../../../factories/shop.js';
import { statementsOf } from '../../../factories/statements.js';

const ADJUSTMENTS = '/ops/points/adjustments';

let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

describe('the rules of points', () => {
  it('given nothing is set, then points are off, and switching them on is an edit by version', async () => {
    const before = await operator.get<VersionedPointsSettings>('/ops/points/settings');
    expect(before).toMatchObject({ version: 0, settings: { isOn: false } });
    const settings = { ...before.settings, isOn: true, expiryMonths: 1 };
    await operator.put('/ops/points/settings', { settings, version: 0 });
    const stale = { body: { settings, version: 0 } };
    expect(await operator.refusal('PUT', '/ops/points/settings', stale)).toBe('VERSION_CONFLICT');
    const shopper = await aShopper(shop);
    expect(await shopper.get('/shop/points')).toMatchObject({
      rules: { isOn: true, earnPointsPerYuan: 1, redeem: { pointsPerYuan: 100 } },
    });
  });
});

describe('given points are adjusted by hand', () => {
  const adjust = (shopperId: string, points: number, key = newKey()) =>
    operator.post<AdjustedPoints>(ADJUSTMENTS, { shopperId, points, reason: '活动补发' }, key);
  const refusal = (shopperId: string, points: number) =>
    operator.refusal('POST', ADJUSTMENTS, { body: { shopperId, points, reason: '更正' } });

  it('then they count once for each press, up and down, and no further than there is', async () => {
    const shopperId = await aMember(shop);
    const key = newKey();
    await adjust(shopperId, 300, key);
    expect(await adjust(shopperId, 300, key)).toMatchObject({
      ...{ approvalId: null, balances: { active: 300 } },
    });
    expect(await adjust(shopperId, -100)).toMatchObject({ balances: { active: 200 } });
    expect(await refusal(shopperId, -201)).toBe('POINTS_INSUFFICIENT');
  });

  it('when nobody is there, then it is refused', async () =>
    expect(await refusal(newId(shop.clock.now()), 1)).toBe('NOT_FOUND'));

  it('when it is more than one person may, then it waits for a second, and counts once', async () => {
    const shopperId = await aMember(shop);
    const { approvalId, balances } = await adjust(shopperId, 10_001);
    expect([approvalId, balances]).toEqual([
      expect.any(String),
      { active: 0, pending: 0, held: 0 },
    ]);
    const path = `/ops/approvals/${approvalId}/approval`;
    expect(await operator.refusal('POST', path)).toBe('APPROVAL_NEEDS_ANOTHER');
    const second = await anOperator(shop, ['approvals.decide']);
    expect(await second.post<Approval>(path)).toMatchObject({
      ...{ kind: 'points-adjustment', subjectId: shopperId, reason: '活动补发' },
      ...{ state: 'approved', input: { points: 10_001 } },
    });
    expect(await second.refusal('POST', path)).toBe('APPROVAL_STATE');
    expect((await balancesOf(shop, shopperId)).active).toBe(10_001);
  });

  it('when what is to be taken is gone by then, then approving it is refused', async () => {
    const shopperId = await aMember(shop);
    await granted(shop, shopperId, 10_001);
    const { approvalId } = await adjust(shopperId, -10_001);
    await adjust(shopperId, -100);
    const second = await anOperator(shop, ['approvals.decide']);
    const path = `/ops/approvals/${approvalId}/approval`;
    expect(await second.refusal('POST', path)).toBe('POINTS_INSUFFICIENT');
    expect((await balancesOf(shop, shopperId)).active).toBe(9_901);
  });
});

describe('the report', () => {
  it('then each month says what was given, spent, lost and is owed', async () => {
    await setPoints(shop, { expiryMonths: 1 });
    shop.clock.set(new Date('2027-03-31T15:59:59.999Z'));
    await shop.settle();
    const first = await anOperator(shop);
    const query = '?from=2027-03&to=2027-05';
    const before = await first.get<PointsMonth[]>(`/ops/points/report${query}`);
    const shopperId = await aMember(shop);
    const orderId = await earned(shop, shopperId, 50_000);
    await granted(shop, shopperId, 300);
    shop.clock.set(new Date('2027-03-31T16:00:00.000Z'));
    const other = await held(shop, shopperId, 120);
    await spending(shop, (points, tx) => points.capture(tx, [other]));
    await returnedTo(shop, shopperId, orderId, 40_000);
    await spending(shop, (points, tx) =>
      points.giveBack(tx, { orderId: other, refundId: other, amountFen: fen(20) }),
    );
    shop.clock.set(new Date('2027-05-02T04:00:00.000Z'));
    await shop.settle();
    const last = await anOperator(shop);
    const months = await last.get<PointsMonth[]>(`/ops/points/report${query}`);
    const owed = before[0]!.outstanding;
    expect(months).toMatchObject([
      { month: '2027-03', issued: 800, spent: 0, outstanding: owed + 800 },
      { month: '2027-04', spent: 120, takenBack: 100, givenBack: 20, outstanding: owed + 600 },
      { month: '2027-05', issued: 0, expired: owed + 200, outstanding: 400 },
    ]);
    expect(months[2]!.liabilityFen).toBe(400);
    expect((await balancesOf(shop, shopperId)).active).toBe(400);
    const { body } = await last.ask<string>('GET', `/ops/points/report${query}`);
    expect(body).toEqual(months);
    const csv = await fetch(`${shop.url}/ops/points/report.csv${query}`, {
      headers: { authorization: `Bearer ${last.token}` },
    });
    const lines = (await csv.text()).trim().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[3]).toContain(`2027-05,0,0,0,0,${owed + 200},0,400,4.00`);
    expect(await last.refusal('GET', '/ops/points/report?from=2027-05&to=2027-04')).toBe(
      'INVALID_INPUT',
    );
  });
});

describe('SQL statements of a shopper’s pages', () => {
  it('then the balance takes 2, the history 1, rules and session remembered', async () => {
    const shopper = await aShopper(shop);
    await shopper.get('/shop/points');
    const count = async (path: string) =>
      (await statementsOf(shop, () => shopper.get(path))).statements;
    expect(await count('/shop/points')).toBe(2);
    expect(await count('/shop/points/history')).toBe(1);
  });
});

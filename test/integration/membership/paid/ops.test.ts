import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpsPaidTerm, Page, PaidMonth, PlanPurchase } from '@siyu/shared';
import { expectCleanAudit } from '../../../factories/audit.js';
import { anOperator } from '../../../factories/operator.js';
import { aTrial, onSale, planBought } from '../../../factories/paid-plan.js';
import { aShop, NOON, type TestShop } from '../../../factories/shop.js';
import { aShopper, type TestShopper } from '../../../factories/shopper.js';

const PATH = '/ops/paid-members';

let shop: TestShop;
let ann: TestShopper;
let given: PlanPurchase;
/** Two members in November, one of them on trial; a month that is given back in December. */
beforeAll(async () => {
  shop = await aShop();
  const operator = await anOperator(shop);
  const month = await onSale(operator);
  ann = await aShopper(shop);
  await planBought(shop, ann, await onSale(operator, aTrial()));
  await planBought(shop, await aShopper(shop), month);
  shop.clock.set(new Date('2026-12-01T04:00:00.000Z'));
  const bo = await aShopper(shop);
  given = await planBought(shop, bo, month);
  await bo.post(`/shop/plan-purchases/${given.id}/refund`, { shownAmountFen: 3_000 });
  await shop.settle();
});
afterAll(async () => {
  await expectCleanAudit(shop);
  await shop.close();
});

describe('given members with terms', () => {
  it('then operators list them, newest first, also those of one member', async () => {
    const operator = await anOperator(shop);
    const { items } = await operator.get<Page<OpsPaidTerm>>(PATH);
    expect(items.map(({ planName, state }) => [planName, state])).toEqual([
      ['月卡', 'refunded'],
      ['月卡', 'active'],
      ['试用', 'expired'],
    ]);
    const own = await operator.get<Page<OpsPaidTerm>>(`${PATH}?shopperId=${ann.id}`);
    expect(own.items).toMatchObject([{ shopperId: ann.id, beginsAt: NOON.toISOString() }]);
    const first = await operator.get<Page<OpsPaidTerm>>(`${PATH}?limit=2`);
    const rest = await operator.get<Page<OpsPaidTerm>>(`${PATH}?cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items]).toEqual(items);
  });

  it('then the report says what each month sold, gave back and carries', async () => {
    const months = await (await anOperator(shop)).get<PaidMonth[]>(`${PATH}/report`);
    expect(months).toEqual([
      {
        ...{ month: '2026-11', sold: 2, trials: 1, revenueFen: 3_000 },
        ...{ refunds: 0, refundedFen: 0, members: 1 },
      },
      {
        ...{ month: '2026-12', sold: 1, trials: 0, revenueFen: 3_000 },
        ...{ refunds: 1, refundedFen: 3_000, members: 1 },
      },
    ]);
  });

  it('then it is had as a file too, amounts in yuan', async () => {
    const { token } = await anOperator(shop);
    const headers = { authorization: `Bearer ${token}` };
    const csv = await (await fetch(`${shop.url}${PATH}/report.csv`, { headers })).text();
    expect(csv.split('\n')[1]).toBe('2026-11,2,1,30.00,0,0.00,1');
  });

  it('when someone may not read it, then they are refused', async () => {
    const other = await anOperator(shop, ['orders.read']);
    expect(await other.refusal('GET', PATH)).toBe('PERMISSION_MISSING');
  });
});

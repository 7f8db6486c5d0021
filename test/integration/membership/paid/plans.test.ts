import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PaidPlan } from '@siyu/shared';
import { fen } from '../../../../shared/src/money.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import { aPaidPlan, aTrial, onSale } from '../../../factories/paid-plan.js';
import { aShop, type TestShop } from '../../../factories/shop.js';

const PATH = '/ops/paid-plans';

let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
});
afterAll(() => shop.close());

describe('given an operator writes paid plans', () => {
  it('then each is listed in its order, its benefits with ids of their own', async () => {
    const late = await onSale(operator, aPaidPlan({ name: '年卡', period: 'year', position: 2 }));
    const early = await onSale(operator, aTrial({ position: 1 }));
    const listed = await operator.get<PaidPlan[]>(PATH);
    expect(listed.map(({ id }) => id)).toEqual([early.id, late.id]);
    expect(listed.every(({ plan }) => plan.benefits.every(({ id }) => id !== undefined))).toBe(
      true,
    );
  });

  it('when two change the same version, then the second is refused', async () => {
    const { id, version } = await onSale(operator);
    const dearer = { version, plan: aPaidPlan({ priceFen: fen(3_100) }) };
    expect(await operator.put<PaidPlan>(`${PATH}/${id}`, dearer)).toMatchObject({ version: 2 });
    const code = await operator.refusal('PUT', `${PATH}/${id}`, { body: dearer });
    expect(code).toBe('VERSION_CONFLICT');
  });

  it.each([
    ['is free and no trial', aPaidPlan({ priceFen: fen(0) })],
    ['is a trial of no length', aTrial({ trialDays: null })],
    ['is a month of so many days', aPaidPlan({ trialDays: 30 })],
    [
      'gives a birthday gift, which tiers do',
      aPaidPlan({
        benefits: [
          { kind: 'birthday-gift', campaignIds: ['01J00000000000000000000000'], daysBefore: 0 },
        ],
      }),
    ],
  ])('when one %s, then it is refused', async (_, body) =>
    expect(await operator.refusal('POST', PATH, { body })).toBe('INVALID_INPUT'),
  );
});

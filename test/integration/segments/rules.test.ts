import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rfmGroup, scoreOf, type Rfm, type RfmBounds, type RuleGroup } from '@siyu/shared';
import { compiled } from '../../../server/src/segments/rule-sql.js';
import { countFound, sampleFound } from '../../../server/src/segments/segment-member.store.js';
import { aMadeUp, aRule, satisfies, type MadeUp } from '../../factories/segment-facts.js';
import { accountsOf } from '../../factories/segment-rows.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aSegment, membersOf } from '../../factories/segments.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const ACCOUNTS = 40;
let shop: TestShop;
let operator: TestOperator;
let made: MadeUp[];
let ids: string[];
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  made = fc.sample(aMadeUp, { numRuns: ACCOUNTS, seed: 7 });
  ids = await accountsOf(shop, made);
});
afterAll(() => shop.close());

async function foundBy(rule: RuleGroup): Promise<string[]> {
  const sql = compiled(rule, shop.clock.now());
  const found = await sampleFound(shop.db.manager, sql, ACCOUNTS);
  const { count } = await countFound(shop.db.manager, sql);
  expect(count).toBe(found.length);
  return found.map(({ shopperId }) => shopperId).sort();
}

describe('given accounts of every kind', () => {
  it('then any rule finds in SQL whom it finds without a database', async () => {
    await fc.assert(
      fc.asyncProperty(aRule, async (rule) => {
        const expected = ids.filter((_, at) => satisfies(rule, made[at]!));
        expect(await foundBy(rule)).toEqual(expected.sort());
      }),
      { numRuns: 150 },
    );
  });

  it('then whoever is in none of two groups is in neither', async () => {
    const fact = 'tier';
    const rest = await foundBy({ match: 'none', of: [{ fact, tiers: ['gold', 'silver'] }] });
    const rest2 = await foundBy({ match: 'all', of: [{ fact, tiers: ['regular'] }] });
    expect(rest).toEqual(rest2);
  });
});

describe('given scores of recency, frequency and money', () => {
  const edited = async (bounds: RfmBounds): Promise<Rfm> => {
    const { version } = await operator.get<Rfm>('/ops/rfm');
    return operator.put<Rfm>('/ops/rfm', { version, bounds });
  };
  const soldTo = ({ orders }: MadeUp) => orders.filter(({ state }) => state !== 'closed');
  const buyers = () => made.map(soldTo).filter((orders) => orders.length > 0);
  const lastOf = (orders: MadeUp['orders']) => Math.min(...orders.map(({ ago }) => ago));

  it('when an operator chooses where they rise, then each buyer has the name of their place', async () => {
    const cuts = {
      recencyDays: [7, 30, 90, 180] as [number, number, number, number],
      purchaseDays: [1, 2, 3, 4] as [number, number, number, number],
      spentFen: [500, 1_000, 2_000, 3_000] as [number, number, number, number],
    };
    const nameOf = (orders: MadeUp['orders']) =>
      rfmGroup(
        6 - scoreOf(lastOf(orders), cuts.recencyDays),
        scoreOf(new Set(orders.map(({ ago }) => ago)).size, cuts.purchaseDays),
        scoreOf(
          orders.reduce((sum, { fen: paid, refundedFen }) => sum + paid - refundedFen, 0),
          cuts.spentFen,
        ),
      );
    const names = buyers().map(nameOf);
    const { groups } = await edited({ kind: 'chosen', ...cuts });
    for (const { group, accounts } of groups) {
      expect([group, accounts]).toEqual([group, names.filter((name) => name === group).length]);
    }
    const champions = await aSegment(operator, { fact: 'rfm', groups: ['champion', 'new'] });
    const expected = ids.filter((_, at) => {
      const orders = soldTo(made[at]!);
      return orders.length > 0 && ['champion', 'new'].includes(nameOf(orders));
    });
    expect(await membersOf(operator, champions)).toEqual(expected.sort());
  });

  it('when they rise at fifths, then each cut is the value that so many fifths do not exceed', async () => {
    const { cuts, groups } = await edited({ kind: 'quantiles' });
    expect(groups.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(buyers().length);
    const lasts = buyers()
      .map(lastOf)
      .sort((one, other) => one - other);
    const fifths = [1, 2, 3, 4].map((fifth) => lasts[Math.floor((lasts.length * fifth) / 5) - 1]);
    expect(cuts!.recencyDays).toEqual(fifths);
  });
});

import { describe, expect, it } from '@jest/globals';
import { fen } from '../money.js';
import { campaignDays, campaignTotal, type TimedCounts } from './campaign-report.js';

const NONE = { orders: 0, units: 0, fen: fen(0) };

/** Three sold for ¥300, two of them first orders, at a subsidy of ¥40.01. */
function counted(at: string, given: Partial<TimedCounts['counts']> = {}): TimedCounts {
  const sold = { orders: 3, units: 4, fen: fen(30_000) };
  return {
    at: new Date(at),
    counts: {
      ...{ reached: 9, ordered: sold, paid: sold, refunded: NONE },
      ...{ soldOrders: 3, firstOrders: 2, subsidyFen: fen(4_001) },
      ...given,
    },
  };
}

describe('given a campaign whose orders were counted by the hour', () => {
  const noon = counted('2026-11-18T04:00:00Z');
  const beforeMidnight = counted('2026-11-18T15:59:59.999Z');
  const midnight = counted('2026-11-18T16:00:00Z');

  it('when a first order is priced, then it is the subsidy of each, rounded down', () => {
    expect(campaignTotal([noon])).toMatchObject({
      ...{ costPerFirstOrderFen: 2_000, newcomerShareBps: 6_666, netSalesFen: 30_000 },
    });
  });

  it('when money went back, then net sales are what is left', () => {
    const refunded = { orders: 1, units: 1, fen: fen(10_000) };
    const { counts } = noon;
    const total = campaignTotal([{ ...noon, counts: { ...counts, refunded } }]);
    expect(total.netSalesFen).toBe(20_000);
  });

  it('when nothing was sold, then there is neither a price of a first order nor a share', () => {
    const unsold = counted('2026-11-18T04:00:00Z', { soldOrders: 0, firstOrders: 0 });
    for (const total of [campaignTotal([unsold]), campaignTotal([])]) {
      expect(total).toMatchObject({ costPerFirstOrderFen: null, newcomerShareBps: null });
    }
  });

  it('when days are told, then they are Beijing’s, in order, and add up', () => {
    const days = campaignDays([midnight, noon, beforeMidnight]);
    expect(days.map(({ day, reached }) => [day, reached])).toEqual([
      ['2026-11-18', 18],
      ['2026-11-19', 9],
    ]);
    expect(days.reduce((sum, day) => sum + day.paid.fen, 0)).toBe(
      campaignTotal([noon, beforeMidnight, midnight]).paid.fen,
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen, sumFen } from '../money.js';
import type { ChannelCost, CostVersion } from './channel.js';
import { daysOf } from '../day-period.js';
import { costByDay, type ChannelDay } from './channel-cost.js';
import { channelFigures, type FunnelDay } from './funnel.js';

const MARCH = { fromDay: '2026-03-01', untilDay: '2026-03-31' };
const since = (fromDay: string, cost: ChannelCost): CostVersion => ({ fromDay, cost });

function aDay(day: string, given: Partial<FunnelDay> = {}): FunnelDay {
  const none = { orders: 0, netFen: fen(0) };
  return {
    ...{ day, registrations: 0, first: none, all: none, soldOrders: 0, firstOrders: 0 },
    ...{ paidFen: fen(0), refundedFen: fen(0) },
    ...given,
  };
}

const costIn = (versions: CostVersion[], days: ChannelDay[], period = MARCH) =>
  sumFen([...costByDay(versions, days, period).values()]);

describe('given what a channel costs', () => {
  const busy = aDay('2026-03-10', {
    registrations: 3,
    first: { orders: 2, netFen: fen(10_001) },
    all: { orders: 5, netFen: fen(20_003) },
  });

  it.each<[ChannelCost, number]>([
    [{ kind: 'none' }, 0],
    [{ kind: 'acquisition', fen: fen(500) }, 1_500],
    [{ kind: 'sale', fen: fen(700), orders: 'first' }, 1_400],
    [{ kind: 'sale', fen: fen(700), orders: 'all' }, 3_500],
    [{ kind: 'sale-share', bps: 1_000, orders: 'first' }, 1_000],
    [{ kind: 'sale-share', bps: 1_000, orders: 'all' }, 2_000],
    [{ kind: 'fixed', fen: fen(3_100), ...MARCH }, 3_100],
  ])('when it is %j, then a month with one busy day costs %i fen', (cost, expected) => {
    expect(costIn([since('2026-01-01', cost)], [busy])).toBe(expected);
  });

  it('when it was changed on a day, then that day goes by the new cost and the one before by the old', () => {
    const versions = [
      since('2026-01-01', { kind: 'acquisition', fen: fen(100) }),
      since('2026-03-10', { kind: 'acquisition', fen: fen(7) }),
    ];
    const days = ['2026-03-09', '2026-03-10'].map((day) => aDay(day, { registrations: 1 }));
    expect([...costByDay(versions, days, MARCH)]).toEqual([
      ['2026-03-09', 100],
      ['2026-03-10', 7],
    ]);
  });

  it('when a fixed sum is agreed after its first day, then all of it falls on the days left', () => {
    const cost = { kind: 'fixed', fen: fen(1_000), ...MARCH } as const;
    const late = costByDay([since('2026-03-30', cost)], [], MARCH);
    expect([...late]).toEqual([
      ['2026-03-30', 500],
      ['2026-03-31', 500],
    ]);
  });

  it('then a fixed sum falls on its days to the fen, however they are looked at', () => {
    const day = fc.integer({ min: 0, max: 400 }).map((n) => daysOf(YEAR)[n % 365] ?? '');
    fc.assert(
      fc.property(fc.nat(10_000_000), day, day, (sum, one, other) => {
        const [fromDay, untilDay] = one < other ? [one, other] : [other, one];
        const cost = { kind: 'fixed', fen: fen(sum), fromDay, untilDay } as const;
        expect(costIn([since('2026-01-01', cost)], [], YEAR)).toBe(sum);
      }),
      { numRuns: 30 },
    );
  });
});

const YEAR = { fromDay: '2026-01-01', untilDay: '2026-12-31' };

describe('given what happened in a channel', () => {
  const days = [
    aDay('2026-03-01', { registrations: 2, soldOrders: 1, firstOrders: 1, paidFen: fen(9_900) }),
    aDay('2026-03-02', {
      registrations: 1,
      soldOrders: 2,
      paidFen: fen(5_000),
      refundedFen: fen(900),
    }),
  ];
  const costs = [since('2026-01-01', { kind: 'acquisition', fen: fen(1_000) })];
  const facts = { scans: 9, visitors: 5, days, costs, values: [] };

  it('then it is told from the scan to what it brought', () => {
    expect(channelFigures(facts, MARCH)).toEqual({
      ...{ scans: 9, visitors: 5, registrations: 3, firstOrders: 1, repeatOrders: 2 },
      ...{ paidFen: 14_900, refundedFen: 900, netFen: 14_000, costFen: 3_000 },
      ...{ costPerCustomerFen: 1_000, roiBps: 36_666, values: [] },
    });
  });

  it('when all went back, then it has lost what it cost, and nothing is divided by nothing', () => {
    const bought = aDay('2026-03-01', { paidFen: fen(500), refundedFen: fen(500) });
    const cost = since('2026-01-01', { kind: 'fixed', fen: fen(100), ...MARCH });
    const lost = channelFigures({ ...facts, days: [bought], costs: [cost] }, MARCH);
    expect(lost).toMatchObject({ netFen: 0, roiBps: -10_000, costPerCustomerFen: null });
    const young = { days: 90 as const, customers: 0, netFen: fen(0) };
    const free = channelFigures({ ...facts, costs: [], values: [young] }, MARCH);
    expect(free).toMatchObject({ roiBps: null, values: [{ perCustomerFen: null }] });
  });
});

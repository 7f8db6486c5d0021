import { describe, expect, it } from '@jest/globals';
import { affinityOf } from './affinity.js';
import { intervalHistogram } from './interval-histogram.js';

describe('intervals between purchases', () => {
  it('belong to the bar whose last day they are, and the rest to the last one', () => {
    const { bars } = intervalHistogram([
      ...[
        { days: 1, count: 1 },
        { days: 7, count: 2 },
        { days: 8, count: 4 },
      ],
      { days: 181, count: 8 },
    ]);
    expect(bars.map(({ count }) => count)).toEqual([3, 4, 0, 0, 0, 0, 8]);
    expect(bars.at(-1)).toEqual({ fromDays: 181, untilDays: null, count: 8 });
  });

  it('have their median, the lower of two, whatever order they come in', () => {
    expect(
      intervalHistogram([
        { days: 30, count: 2 },
        { days: 5, count: 2 },
      ]).medianDays,
    ).toBe(5);
    expect(
      intervalHistogram([
        { days: 30, count: 3 },
        { days: 5, count: 2 },
      ]).medianDays,
    ).toBe(30);
    expect(intervalHistogram([]).medianDays).toBeNull();
  });
});

describe('how much two products go together', () => {
  it('is what chance would not do', () => {
    expect(affinityOf({ orders: 100, first: 20, second: 10, together: 2 })).toEqual({
      ...{ supportBps: 200, firstToSecondBps: 1_000, secondToFirstBps: 2_000, lift: 1 },
    });
    expect(affinityOf({ orders: 100, first: 10, second: 10, together: 10 }).lift).toBe(10);
  });
});

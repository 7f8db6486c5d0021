import { describe, expect, it } from '@jest/globals';
import { LIFE_STAGE_DEEDS, lifeStageTimes, LifeStageTally } from './life-stages.js';

const HOUR_MS = 3_600_000;
/** Eleven at night in Beijing. */
const FIRST = Date.parse('2026-11-30T15:00:00.000Z');
type Deed = (typeof LIFE_STAGE_DEEDS)[number];

const reached = (...deeds: [Deed, hours: number][]) =>
  lifeStageTimes(
    {
      names: deeds.map(([name]) => LIFE_STAGE_DEEDS.indexOf(name)),
      times: deeds.map(([, hours]) => FIRST + hours * HOUR_MS),
    },
    { firstMs: FIRST, windowMs: 24 * HOUR_MS },
  );

describe('the stages of somebody who is new', () => {
  it('given they only look, then they were acquired and nothing else', () => {
    expect(reached(['app-launched', 0])).toEqual({
      ...{ acquisition: 0, activation: null, retention: null, revenue: null, referral: null },
    });
  });

  it('given they come again after midnight, then they were retained; before, not', () => {
    expect(reached(['app-launched', 0.9]).retention).toBeNull();
    expect(reached(['app-launched', 1]).retention).toBe(HOUR_MS);
  });

  it('given several deeds show a stage, then the first counts', () => {
    expect(reached(['cart-added', 2], ['registered', 3]).activation).toBe(2 * HOUR_MS);
    expect(reached(['friend-bound', 4], ['shared', 5]).referral).toBe(4 * HOUR_MS);
  });

  it('given they pay at the window’s last instant, then it counts, and later not', () => {
    expect(reached(['order-paid', 24]).revenue).toBe(24 * HOUR_MS);
    expect(reached(['order-paid', 24.01]).revenue).toBeNull();
  });

  it('are counted as shares of those who were acquired', () => {
    const tally = new LifeStageTally();
    for (const hours of [1, 3, 25]) tally.add(reached(['order-paid', hours]));
    expect(tally.figures()[3]).toEqual({
      ...{ stage: 'revenue', persons: 2, shareBps: 6_666, medianMs: 2 * HOUR_MS },
    });
  });
});

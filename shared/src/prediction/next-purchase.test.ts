import { describe, expect, it } from '@jest/globals';
import { nextPurchaseWindow } from './next-purchase.js';
import { replenishmentDays } from './replenishment.js';

const model = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

describe('when somebody buys next', () => {
  it('then it is sooner for who buys often, and half of them come within the window', () => {
    const often = nextPurchaseWindow(model, { repeats: 10, lastAtWeeks: 38, ageWeeks: 39 });
    expect(often).toEqual({ fromDays: 9, medianDays: 22, untilDays: 45 });
  });

  it('then nothing is said beyond two years', () => {
    const once = nextPurchaseWindow(model, { repeats: 0, lastAtWeeks: 0, ageWeeks: 39 });
    expect(once).toEqual({ fromDays: 689, medianDays: null, untilDays: null });
  });
});

describe('after how many days a product is bought again', () => {
  const each = (...days: number[]) => days.map((one) => ({ days: one, count: 1 }));

  it('then it is the middle of the days between purchases', () => {
    expect(replenishmentDays(each(30, 20, 400, 25, 28))).toBe(28);
    expect(replenishmentDays(each(30, 20, 400, 25, 28, 33))).toBe(29);
    expect(replenishmentDays([...each(90, 10), { days: 30, count: 7 }])).toBe(30);
  });

  it('then of fewer than five nothing is said', () => {
    expect(replenishmentDays(each(30, 20, 40, 25))).toBeNull();
    expect(replenishmentDays([{ days: 30, count: 4 }])).toBeNull();
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate, fen, formatYuan, parseYuan, sumFen, timesFen } from './money.js';

const amount = fc.integer({ min: 0, max: 1_000_000_000 }).map(fen);
const weights = fc
  .array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 30 })
  .filter((list) => list.some((weight) => weight > 0));

describe('fen', () => {
  it('when handed a fraction of a fen, then it fails: that is a bug, not bad input', () => {
    expect(() => fen(0.1 + 0.2)).toThrow('not whole fen');
    expect(() => fen(Number.MAX_SAFE_INTEGER + 1)).toThrow('not whole fen');
  });
});

describe('allocate', () => {
  it('given any total and weights, then the parts are whole, not negative and sum to the total', () =>
    fc.assert(
      fc.property(amount, weights, (total, list) => {
        const parts = allocate(total, list);
        expect(sumFen(parts)).toBe(total);
        expect(parts.every((part) => part >= 0)).toBe(true);
      }),
    ));

  it('given any total and weights, then each part is within one fen of its fair share', () =>
    fc.assert(
      fc.property(amount, weights, (total, list) => {
        const whole = list.reduce((sum, weight) => sum + weight, 0);
        allocate(total, list).forEach((part, index) => {
          expect(Math.abs(part - (total * (list[index] ?? 0)) / whole)).toBeLessThanOrEqual(1);
        });
      }),
    ));

  it('given a discount no larger than the lines together, then no line gets more than itself', () =>
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 10_000 }), (list, bps) => {
        const whole = list.reduce((sum, weight) => sum + weight, 0);
        const total = fen(Math.floor((whole * bps) / 10_000));
        allocate(total, list).forEach((part, index) => {
          expect(part).toBeLessThanOrEqual(list[index] ?? 0);
        });
      }),
    ));

  it('given 100 fen over three equal lines, then the parts are pinned', () => {
    expect(allocate(fen(100), [1, 1, 1])).toEqual([33, 33, 34]);
  });

  it('given nothing to allocate to, then only nothing can be allocated', () => {
    expect(allocate(fen(0), [0, 0])).toEqual([0, 0]);
    expect(() => allocate(fen(1), [0, 0])).toThrow('nothing to allocate to');
  });
});

describe('yuan as people write them', () => {
  it('given any amount, then parsing what was formatted gives it back', () =>
    fc.assert(
      fc.property(amount, (value) => {
        expect(parseYuan(formatYuan(value))).toBe(value);
      }),
    ));

  it.each([
    ['12', 1200],
    ['12.3', 1230],
    [' 0.05 ', 5],
  ])('given %j, then it is %i fen', (text, value) => {
    expect(parseYuan(text)).toBe(value);
  });

  it.each(['', '-1', '1.234', '1e3', '１２', '1,200', 'abc'])(
    'given %j, then it is no amount',
    (text) => {
      expect(parseYuan(text)).toBeNull();
    },
  );

  it('given a debt, then the sign stands before it', () => {
    expect(formatYuan(fen(-5))).toBe('-0.05');
  });
});

describe('timesFen', () => {
  it('when the quantity is not whole, then it fails', () => {
    expect(() => timesFen(fen(100), 1.5)).toThrow('not a quantity');
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { beijingDay, daysAfter } from '../beijing-time.js';
import { fen } from '../money.js';
import { struckBasisFen, struckPriceFen, type SaleDay } from './struck-price.js';

const noon = new Date('2026-11-18T04:00:00.000Z');
const sale = (daysAgo: number, lowest: number, last = lowest): SaleDay => ({
  day: beijingDay(daysAfter(noon, -daysAgo)),
  lowestFen: fen(lowest),
  lastFen: fen(last),
});

describe('given what a SKU really sold at before its price changed', () => {
  it('when there were sales in the seven days before, then the lowest of them is the basis', () => {
    expect(struckBasisFen([sale(1, 900), sale(3, 800, 950), sale(5, 1_000)], noon)).toBe(800);
  });

  it('when a sale was seven days before, then it counts; eight days before, it does not', () => {
    expect(struckBasisFen([sale(1, 900), sale(7, 500)], noon)).toBe(500);
    expect(struckBasisFen([sale(1, 900), sale(8, 500)], noon)).toBe(900);
  });

  it('when there was none in the window, then the last sale before it is the basis', () => {
    expect(struckBasisFen([sale(30, 500, 700), sale(20, 600, 650)], noon)).toBe(650);
  });

  it('when it never sold, then there is no basis and nothing is struck through', () => {
    expect(struckBasisFen([], noon)).toBeNull();
    expect(struckPriceFen(fen(500), fen(900), null)).toBeNull();
  });

  it('when the list price is the basis or less, then it is struck; a fen above, it is not', () => {
    expect(struckPriceFen(fen(500), fen(900), fen(900))).toBe(900);
    expect(struckPriceFen(fen(500), fen(901), fen(900))).toBeNull();
    expect(struckPriceFen(fen(500), fen(500), fen(900))).toBeNull();
    expect(struckPriceFen(fen(500), null, fen(900))).toBeNull();
  });

  it('whatever was sold, a struck price was really paid or more in the window, and saves', () => {
    const amount = fc.integer({ min: 1, max: 2_000 }).map(fen);
    const days = fc.array(
      fc.record({ daysAgo: fc.integer({ min: 0, max: 20 }), lowest: amount, more: amount }),
    );
    fc.assert(
      fc.property(days, amount, amount, (given, price, list) => {
        const sales = given.map(({ daysAgo, lowest, more }) =>
          sale(daysAgo, lowest, lowest + more),
        );
        const struck = struckPriceFen(price, list, struckBasisFen(sales, noon));
        if (struck === null) return;
        expect(struck).toBeGreaterThan(price);
        expect(sales.length).toBeGreaterThan(0);
        for (const { daysAgo, lowest } of given) {
          if (daysAgo <= 7) expect(struck).toBeLessThanOrEqual(lowest);
        }
      }),
    );
  });
});

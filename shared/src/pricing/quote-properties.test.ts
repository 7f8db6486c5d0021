import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyCart, anyOffer } from '../../../test/factories/random-cart.js';
import { sumFen } from '../money.js';
import { quote } from './quote.js';

const RUNS = { numRuns: 500 };

describe('given any cart and offers of every kind', () => {
  it('then no discount exceeds its line, and parts sum to lines, lines to the whole', () =>
    fc.assert(
      fc.property(anyCart, (cart) => {
        const { lines, goodsFen, discountFen, totalFen, freight, offers } = quote(cart);
        for (const line of lines) {
          const parts = sumFen(line.discounts.map((one) => one.amountFen));
          expect(parts).toBe(line.discountFen);
          expect(line.payableFen).toBe(line.amountFen - parts);
          expect(line.payableFen).toBeGreaterThanOrEqual(0);
        }
        expect(sumFen(lines.map((line) => line.amountFen))).toBe(goodsFen);
        expect(sumFen(lines.map((line) => line.discountFen))).toBe(discountFen);
        expect(sumFen(offers.map((offer) => offer.savedFen))).toBe(discountFen);
        expect(totalFen).toBe(goodsFen - discountFen + (freight.feeFen ?? 0));
      }),
      RUNS,
    ));

  it('then whoever is offered more never pays more', () =>
    fc.assert(
      fc.property(anyCart, anyOffer, (cart, more) => {
        const better = { ...cart, offers: [...cart.offers, { ...more, id: 'one-more' }] };
        expect(quote(better).totalFen).toBeLessThanOrEqual(quote(cart).totalFen);
      }),
      RUNS,
    ));

  it('then an offer gives no more than it may, and gifts cost nothing', () =>
    fc.assert(
      fc.property(anyCart, (cart) => {
        const { lines, offers } = quote(cart);
        for (const { id, units, savedFen } of offers) {
          const offer = cart.offers.find((one) => one.id === id);
          expect(units).toBeLessThanOrEqual(offer?.allowance ?? Infinity);
          expect(savedFen).toBeLessThanOrEqual(offer?.worthMaxFen ?? Infinity);
        }
        const gifts = lines.filter((line) => line.giftOf !== null);
        expect(sumFen(gifts.map((line) => line.payableFen))).toBe(0);
        const units = gifts.filter((line) => line.skuId === 'g').map((line) => line.quantity);
        expect(units.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(2);
        expect(gifts.filter((line) => line.skuId === 'h')).toEqual([]);
      }),
      RUNS,
    ));
});

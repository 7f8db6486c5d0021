import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen } from '../money.js';
import { lineRefund } from './refund-allocation.js';
import { rebateOf } from './rebate.js';

const aLine = (payableFen: number, quantity: number, afterSaleQuantity = 0) => ({
  ...{ payableFen: fen(payableFen), quantity, afterSaleQuantity },
});

describe('a price lowered after it was paid', () => {
  it('given 5 % of ¥19.99, then the broken fen stays', () =>
    expect(rebateOf(aLine(1_999, 1), 500)).toBe(99));

  it('case 15: given one unit of two went back before, then of the other’s money alone', () =>
    expect(rebateOf(aLine(4_000, 2, 1), 1_000)).toBe(200));

  it('given everything went back, then nothing', () =>
    expect(rebateOf(aLine(4_000, 2, 2), 1_000)).toBe(0));

  it('then no order of refunds gives back more than was paid, and all of them give just that', () =>
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 0, max: 10_000 }),
        (payableFen, units, offBps) => {
          const quantity = units.length;
          const before = units.filter(Boolean).length;
          let claimedFen = 0;
          let rebateFen = fen(0);
          for (let claimed = 0; claimed < quantity; claimed++) {
            if (claimed === before)
              rebateFen = rebateOf(aLine(payableFen, quantity, claimed), offBps);
            const line = { payableFen: fen(payableFen), rebateFen, quantity };
            const claim = { claimedQuantity: claimed, claimedFen: fen(claimedFen) };
            claimedFen += lineRefund({ ...line, ...claim }, 1);
            expect(claimedFen + rebateFen).toBeLessThanOrEqual(payableFen);
          }
          expect(claimedFen + rebateFen).toBe(payableFen);
        },
      ),
    ));
});

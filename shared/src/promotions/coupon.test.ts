import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aCoupon, goods } from '../../../test/factories/offer.js';
import { fen, sumFen, type Fen } from '../money.js';
import { coupon, type CouponBenefit } from './coupon.js';
import { isBenefit, type OpenLine, type Proposal } from './offer.js';

const line = (skuId: string, yuan: number, quantity = 1): OpenLine => {
  const one = goods(skuId, yuan, quantity);
  return { ...one, dueFen: fen(one.unitPriceFen * quantity) };
};
const used = (benefit: CouponBenefit, lines: readonly OpenLine[], minimum = 0): Proposal =>
  coupon(aCoupon(0, minimum, { rule: { benefit } }), lines);
const off = (proposal: Proposal): Fen => {
  if (!isBenefit(proposal)) throw new Error(proposal.reason);
  return sumFen(proposal.discounts.map((one) => one.amountFen));
};
const percent = (offBps: number, capFen: number | null = null): CouponBenefit => ({
  ...{ kind: 'percent', offBps, capFen: capFen === null ? null : fen(capFen) },
});
const amount = (yuan: number): CouponBenefit => ({ kind: 'amount', offFen: fen(yuan * 100) });

describe('a coupon', () => {
  it('given exactly its minimum, then it applies; a fen less, and it says what is missing', () => {
    expect(off(used(amount(20), [line('a', 100)], 100))).toBe(2_000);
    expect(used(amount(20), [line('a', 99.99)], 100)).toMatchObject({
      ...{ reason: 'threshold', next: { missingFen: 1 } },
    });
  });

  it('case 33: given more than is due, then it takes what is due and no more', () => {
    expect(off(used(amount(500), [line('a', 60), line('b', 40)]))).toBe(10_000);
  });

  it('given a percentage, then a fraction of a fen stays with the shop, and the cap holds', () => {
    expect(off(used(percent(1_500), [line('a', 100.01)]))).toBe(1_500);
    expect(off(used(percent(5_000, 3_000), [line('a', 60)]))).toBe(3_000);
    expect(off(used(percent(5_000, 2_999), [line('a', 60)]))).toBe(2_999);
  });

  it('case 31: given a percentage on three lines, then their parts are its whole, to the fen', () => {
    const proposal = used(percent(1_500), [line('a', 33.33), line('b', 33.37), line('c', 33.31)]);
    if (!isBenefit(proposal)) throw new Error(proposal.reason);
    expect(proposal.discounts.map((one) => one.amountFen)).toEqual([499, 501, 500]);
  });

  it('given an exchange, then the dearest unit is free and the others are not', () => {
    const proposal = used({ kind: 'exchange' }, [line('a', 30, 3), line('b', 50, 2)]);
    expect(proposal).toMatchObject({ discounts: [{ skuId: 'b', amountFen: 5_000 }] });
  });

  it('given free freight, then it takes nothing off the goods', () => {
    const proposal = used({ kind: 'free-freight' }, [line('a', 30)]);
    expect(proposal).toMatchObject({ discounts: [], freesFreight: true });
  });

  it('given any coupon and cart, then no line goes below nothing, and none is made dearer', () => {
    const benefits = fc.oneof(
      fc
        .integer({ min: 0, max: 1e7 })
        .map((f): CouponBenefit => ({ kind: 'amount', offFen: fen(f) })),
      fc.integer({ min: 1, max: 9_900 }).map((bps) => percent(bps)),
      fc.constant<CouponBenefit>({ kind: 'exchange' }),
    );
    const carts = fc.array(
      fc.record({
        cents: fc.integer({ min: 0, max: 1e6 }),
        quantity: fc.integer({ min: 1, max: 9 }),
      }),
      { minLength: 1, maxLength: 9 },
    );
    fc.assert(
      fc.property(benefits, carts, (benefit, cart) => {
        const lines = cart.map((one, at) => line(`sku-${at}`, one.cents / 100, one.quantity));
        const proposal = used(benefit, lines);
        if (!isBenefit(proposal)) return;
        for (const { skuId, amountFen } of proposal.discounts) {
          const { dueFen } = lines.find((one) => one.skuId === skuId)!;
          expect(amountFen).toBeGreaterThan(0);
          expect(amountFen).toBeLessThanOrEqual(dueFen);
        }
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen } from '../money.js';
import { freightRefund, lineRefund, type ClaimedLine } from './refund-allocation.js';

const aLine = (given: Partial<ClaimedLine> = {}): ClaimedLine => ({
  payableFen: fen(1_000),
  rebateFen: fen(0),
  quantity: 3,
  claimedQuantity: 0,
  claimedFen: fen(0),
  ...given,
});

describe('given three pieces for ¥10.00', () => {
  it('when they go back one by one, then 3.33, 3.33 and 3.34', () => {
    expect(lineRefund(aLine(), 1)).toBe(333);
    expect(lineRefund(aLine({ claimedQuantity: 1, claimedFen: fen(333) }), 1)).toBe(333);
    expect(lineRefund(aLine({ claimedQuantity: 2, claimedFen: fen(666) }), 1)).toBe(334);
  });

  it('when all go back at once, then all of it', () => expect(lineRefund(aLine(), 3)).toBe(1_000));

  it('when more go back than there are, then that is a bug', () =>
    expect(() => lineRefund(aLine({ claimedQuantity: 1 }), 3)).toThrow('3'));
});

describe('given any line, and any requests for it made and taken back', () => {
  /** Positive: so many units are asked for. Negative: one of the open requests is taken back. */
  const moves = fc.array(fc.integer({ min: -10, max: 10 }), { maxLength: 60 });
  const payable = fc.integer({ min: 0, max: 1_000_000 });
  const quantity = fc.integer({ min: 1, max: 99 });

  it('then the claims never exceed what was paid, and are all of it when every unit is claimed', () => {
    fc.assert(
      fc.property(payable, quantity, moves, (payableFen, whole, steps) => {
        const claims: { quantity: number; fen: number }[] = [];
        const claimed = () => claims.reduce((sum, claim) => sum + claim.quantity, 0);
        const claimedFen = () => claims.reduce((sum, claim) => sum + claim.fen, 0);
        for (const step of [...steps, whole]) {
          if (step < 0) claims.splice(Math.abs(step) % Math.max(claims.length, 1), 1);
          const asked = Math.min(step, whole - claimed());
          if (asked > 0) {
            const line = {
              payableFen: fen(payableFen),
              rebateFen: fen(0),
              quantity: whole,
              claimedQuantity: claimed(),
              claimedFen: fen(claimedFen()),
            };
            const refund = lineRefund(line, asked);
            expect(refund).toBeGreaterThanOrEqual(0);
            claims.push({ quantity: asked, fen: refund });
          }
          expect(claimedFen()).toBeLessThanOrEqual(payableFen);
          if (claimed() === whole) expect(claimedFen()).toBe(payableFen);
        }
      }),
    );
  });
});

describe('given an order whose freight was ¥8.00', () => {
  const facts = { freightFen: fen(800), returnedFen: fen(0) };
  const whole = { quantity: 2, shippedQuantity: 0, returnedQuantity: 2 };

  it('when all of it goes back before anything was sent, then the freight does too', () =>
    expect(freightRefund({ ...facts, reason: 'changed-mind', lines: [whole] })).toBe(800));

  it('when a unit of it stays, then it does not', () =>
    expect(
      freightRefund({
        ...facts,
        reason: 'changed-mind',
        lines: [whole, { quantity: 1, shippedQuantity: 0, returnedQuantity: 0 }],
      }),
    ).toBe(0));

  it('when something was sent already, then it does not: it was carried', () =>
    expect(
      freightRefund({
        ...facts,
        reason: 'changed-mind',
        lines: [{ ...whole, shippedQuantity: 1 }],
      }),
    ).toBe(0));

  it('when the merchant is at fault, then it does, and once', () => {
    const lines = [{ ...whole, shippedQuantity: 2, returnedQuantity: 1 }];
    expect(freightRefund({ ...facts, reason: 'defective', lines })).toBe(800);
    expect(freightRefund({ ...facts, returnedFen: fen(800), reason: 'wrong-item', lines })).toBe(0);
  });
});

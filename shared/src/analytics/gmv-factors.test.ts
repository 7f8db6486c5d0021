import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen, sumFen } from '../money.js';
import { gmvContributions, gmvFactors, GMV_FACTORS, type GmvFacts } from './gmv-factors.js';

const WEEK: GmvFacts = {
  ...{ visitors: 1_000, broughtVisitors: 200, payers: 50, orders: 60, gmvFen: fen(600_000) },
};

const someFacts: fc.Arbitrary<GmvFacts> = fc
  .record({
    alone: fc.integer({ min: 1, max: 100_000 }),
    brought: fc.integer({ min: 0, max: 100_000 }),
    payers: fc.integer({ min: 1, max: 100_000 }),
    again: fc.integer({ min: 0, max: 100_000 }),
    gmvFen: fc.integer({ min: 1, max: 1_000_000_000_000 }),
  })
  .map(({ alone, brought, payers, again, gmvFen }) => ({
    ...{ visitors: alone + brought, broughtVisitors: brought, gmvFen: fen(gmvFen) },
    ...{ payers: Math.min(payers, alone + brought), orders: payers + again },
  }));

describe('the five factors of GMV', () => {
  it('are visitors by themselves, sharing, conversion, orders a payer, and fen an order', () => {
    expect(gmvFactors(WEEK)).toEqual({
      ...{ traffic: 800, sharing: 1.25, conversion: 0.05, repurchase: 1.2, basket: 10_000 },
    });
  });

  it('multiply to GMV, whatever was counted', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const factors = gmvFactors(facts)!;
        const product = GMV_FACTORS.reduce((all, factor) => all * factors[factor], 1);
        expect(Math.abs(product / facts.gmvFen - 1)).toBeLessThan(1e-12);
      }),
    );
  });

  it('given nobody paid, or everybody was brought, then there are none', () => {
    expect(gmvFactors({ ...WEEK, payers: 0, orders: 0, gmvFen: fen(0) })).toBeNull();
    expect(gmvFactors({ ...WEEK, broughtVisitors: 1_000 })).toBeNull();
  });
});

describe('which factor moved GMV', () => {
  it('given one alone has changed, then all of it is that one’s', () => {
    const dearer = { ...WEEK, gmvFen: fen(660_000) };
    expect(gmvContributions(WEEK, dearer)).toEqual({
      ...{ traffic: 0, sharing: 0, conversion: 0, repurchase: 0, basket: 60_000 },
    });
  });

  it('given two have doubled, then it is half of each', () => {
    const doubled = { ...WEEK, payers: 100, orders: 120, gmvFen: fen(2_400_000) };
    const { conversion, basket } = gmvContributions(WEEK, doubled)!;
    expect([conversion, basket]).toEqual([900_000, 900_000]);
  });

  it('given nothing was sold before, then nothing is said', () => {
    const none = { ...WEEK, payers: 0, orders: 0, gmvFen: fen(0) };
    expect(gmvContributions(none, WEEK)).toBeNull();
    expect(gmvContributions(WEEK, { ...WEEK, gmvFen: fen(0) })).toBeNull();
  });

  it('sums to the difference to the fen, and each goes the way its factor went', () => {
    fc.assert(
      fc.property(someFacts, someFacts, (before, after) => {
        const parts = gmvContributions(before, after)!;
        const all = GMV_FACTORS.map((factor) => parts[factor]);
        expect(sumFen(all)).toBe(after.gmvFen - before.gmvFen);
        for (const factor of GMV_FACTORS) {
          const change = gmvFactors(after)![factor] - gmvFactors(before)![factor];
          // A fen may be rounded the other way.
          expect(Math.sign(change) * parts[factor]).toBeGreaterThanOrEqual(-1);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

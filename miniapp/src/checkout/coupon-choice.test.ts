import { describe, expect, it } from '@jest/globals';
import { fen } from '@siyu/shared';
import type { Verdict } from '@/promotions/verdict-text';
import { couponsOf } from './coupon-choice';

function aVerdict(couponId: string | null, change: Partial<Verdict>): Verdict {
  return {
    ...{ id: couponId ?? 'campaign', campaignId: 'campaign', couponId, kind: 'coupon' as const },
    ...{ name: '满减券', applied: false, savedFen: fen(0), freesFreight: false, units: 0 },
    freightFen: fen(0),
    ...{ reason: null, next: null, endsAt: '2026-11-22T00:00:00.000Z' },
    ...change,
  };
}

describe('given a quote with coupons and another offer', () => {
  const offers = [
    aVerdict(null, { applied: true, savedFen: fen(500), kind: 'full-reduction' }),
    aVerdict('a', { applied: true, savedFen: fen(2_000) }),
    aVerdict('b', { applied: true, savedFen: fen(300) }),
    aVerdict('c', { reason: 'another-is-better' }),
    aVerdict('d', { reason: 'not-chosen' }),
    aVerdict('e', { reason: 'threshold' }),
  ];
  const coupons = couponsOf({ offers });

  it('then only coupons count, and what those applied save together', () => {
    expect(coupons.applied.map(({ couponId }) => couponId)).toEqual(['a', 'b']);
    expect(coupons.savedFen).toBe(2_300);
  });
  it('then what stands back for another can be chosen, what falls short cannot', () => {
    expect(coupons.usable.map(({ couponId }) => couponId)).toEqual(['c', 'd']);
    expect(coupons.unusable.map(({ couponId }) => couponId)).toEqual(['e']);
  });
});

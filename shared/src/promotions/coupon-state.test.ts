import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysAfter } from '../beijing-time.js';
import {
  COUPON_MOVES,
  COUPON_STATES,
  couponTab,
  refusalToClaimCoupon,
  refusalToUseCoupon,
  reminderAt,
  validityOf,
  validUntilAfterRefund,
  type ClaimFacts,
  type CouponFacts,
} from './coupon-state.js';

const noon = new Date('2026-11-18T04:00:00.000Z');
const later = (ms: number) => new Date(noon.getTime() + ms);
const coupon = (given: Partial<CouponFacts> = {}): CouponFacts => ({
  ...{ state: 'unused', validFrom: later(-1_000), validUntil: later(1_000) },
  ...given,
});

describe('the states of a coupon', () => {
  it('given any, then no move leads to itself, and every state can be reached', () => {
    const seen = new Set<string>(['unused']);
    for (const from of COUPON_STATES) {
      expect(COUPON_MOVES[from]).not.toContain(from);
      COUPON_MOVES[from].forEach((to) => seen.add(to));
    }
    expect(seen).toEqual(new Set(COUPON_STATES));
  });

  it('given it was revoked, then nothing moves it; while an order locks it, it is not revoked', () => {
    expect(COUPON_MOVES.revoked).toEqual([]);
    expect(COUPON_MOVES.locked).not.toContain('revoked');
  });
});

describe('using a coupon', () => {
  it('given its first instant, then it can be used; given its end, then it is over', () => {
    expect(refusalToUseCoupon(coupon({ validFrom: noon }), noon)).toBeNull();
    expect(refusalToUseCoupon(coupon({ validFrom: later(1) }), noon)).toBe('COUPON_STATE');
    expect(refusalToUseCoupon(coupon({ validUntil: later(1) }), noon)).toBeNull();
    expect(refusalToUseCoupon(coupon({ validUntil: noon }), noon)).toBe('COUPON_STATE');
    expect(couponTab(coupon({ validUntil: noon }), noon)).toBe('expired');
  });

  it('given it is locked or used, then it stands there though its end has passed', () => {
    for (const state of ['locked', 'used'] as const) {
      expect(couponTab(coupon({ state, validUntil: noon }), noon)).toBe(state);
      expect(refusalToUseCoupon(coupon({ state }), noon)).toBe('COUPON_STATE');
    }
    expect(couponTab(coupon({ state: 'revoked' }), noon)).toBe('expired');
  });
});

describe('claiming a coupon', () => {
  const facts: ClaimFacts = {
    ...{ by: 'public', claim: 'public', phase: 'live', validUntil: null, notMeant: null },
    ...{ perPersonMax: 2, had: 1, left: 1 },
  };
  it.each<[string, Partial<ClaimFacts>, string | null]>([
    ['the last of the stock and of one’s share', {}, null],
    ['none left', { left: 0 }, 'COUPONS_GONE'],
    ['one’s share had', { had: 2 }, 'PURCHASE_LIMIT'],
    ['one’s share had and none left', { had: 2, left: 0 }, 'PURCHASE_LIMIT'],
    ['a campaign that has not begun', { phase: 'scheduled' }, 'CAMPAIGN_NOT_LIVE'],
    ['a campaign whose coupons are over', { validUntil: noon }, 'CAMPAIGN_NOT_LIVE'],
    ['one for others', { notMeant: 'NEWCOMERS_ONLY' }, 'NEWCOMERS_ONLY'],
    ['one for others that is granted', { notMeant: 'NEWCOMERS_ONLY', by: 'granted' }, null],
    ['one that takes a code', { claim: 'code' }, 'CAMPAIGN_NOT_FOUND'],
    ['one that takes a code, by its code', { claim: 'code', by: 'code' }, null],
  ])('given %s', (_case, given, refusal) => {
    expect(refusalToClaimCoupon({ ...facts, ...given }, noon)).toBe(refusal);
  });
});

describe('how long a coupon is valid', () => {
  it('given a fixed validity, then between its instants; a relative one, from the claim', () => {
    const [from, until] = ['2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z'];
    expect(validityOf({ kind: 'fixed', from, until }, noon)).toEqual({
      ...{ validFrom: new Date(from), validUntil: new Date(until) },
    });
    expect(validityOf({ kind: 'relative', days: 3 }, noon)).toEqual({
      ...{ validFrom: noon, validUntil: daysAfter(noon, 3) },
    });
  });

  it('case 29: given a refund after its end, then as its campaign states', () => {
    const over = later(-1);
    expect(validUntilAfterRefund({ kind: 'stays-used' }, over, noon)).toBeNull();
    expect(validUntilAfterRefund({ kind: 'returns' }, over, noon)).toBe(over);
    const back = { kind: 'returns-for', days: 7 } as const;
    expect(validUntilAfterRefund(back, over, noon)).toEqual(daysAfter(noon, 7));
  });

  it('given any refund, then a coupon that comes back has no less time than it had', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: 1, max: 90 }),
        (ms, days) => {
          const until = later(ms);
          const after = validUntilAfterRefund({ kind: 'returns-for', days }, until, noon);
          expect(after!.getTime()).toBeGreaterThanOrEqual(until.getTime());
          expect(after!.getTime()).toBeGreaterThanOrEqual(daysAfter(noon, days).getTime());
        },
      ),
    ));

  it('given its days, then its owner is reminded so long before its end, or a day, or never', () => {
    expect(reminderAt(noon, daysAfter(noon, 10), 3)).toEqual(daysAfter(noon, 7));
    expect(reminderAt(noon, daysAfter(noon, 3), 3)).toEqual(daysAfter(noon, 2));
    expect(reminderAt(noon, daysAfter(noon, 1), 3)).toBeNull();
  });
});

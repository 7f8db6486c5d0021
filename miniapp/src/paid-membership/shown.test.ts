import { describe, expect, it } from '@jest/globals';
import { fen, type ComparedBenefit, type PaidPlansView, type PlanGiftView } from '@siyu/shared';
import { plansFor, standingOf, worthOf } from './shown';

const aPlan = (id: string, over: object = {}): PaidPlansView['plans'][number] => ({
  ...{ id, version: 1, name: id, period: 'month', trialDays: null, priceFen: fen(3_000) },
  ...{ monthlyFen: fen(3_000), benefits: [], giftDays: 14, hiddenOn: [], ...over },
});
const offer = (over: Partial<PaidPlansView> = {}): PaidPlansView => ({
  plans: [aPlan('month', { hiddenOn: ['ios'] }), aPlan('trial', { period: 'trial' })],
  ...{ tierName: '银卡', fullRefundDays: 7, trialUsed: false, ...over },
});

describe('plans that are shown', () => {
  it.each([
    ['on Android', offer(), 'android', ['month', 'trial']],
    ['on an iPhone, where one is hidden', offer(), 'ios', ['trial']],
    ['to whoever has had the trial', offer({ trialUsed: true }), 'android', ['month']],
  ] as const)('%s', (_, given, device, ids) =>
    expect(plansFor(given, device).map(({ id }) => id)).toEqual(ids),
  );
});

describe('what a benefit is to a member', () => {
  const benefit = (tierHasKind: boolean, addsToTier: boolean): ComparedBenefit => ({
    ...{ kind: 'free-freight', measure: 3, tierMeasure: null, tierHasKind, addsToTier },
  });

  it.each([
    [false, true, 'new'],
    [true, true, 'more'],
    [true, false, 'same'],
  ] as const)('given the tier has it: %s, and it adds: %s, then %s', (has, adds, worth) =>
    expect(worthOf(benefit(has, adds))).toBe(worth),
  );
});

describe('what a gift is to whoever looks at it', () => {
  const gift = (state: PlanGiftView['state'], isOwn: boolean, isMine: boolean): PlanGiftView => ({
    ...{ state, isOwn, isMine, expiresAt: '2026-12-02T04:00:00.000Z', tierName: '银卡' },
    plan: { name: '月卡', period: 'month', benefits: [] },
    beginsAt: '2026-11-18T04:00:00.000Z',
  });

  it.each([
    ['waiting', true, false, 'own'],
    ['waiting', false, false, 'offered'],
    ['accepted', false, true, 'mine'],
    ['accepted', true, false, 'others'],
    ['taken-back', true, false, 'taken-back'],
    ['expired', false, false, 'expired'],
    ['refunded', false, true, 'over'],
  ] as const)('given it is %s, own: %s, mine: %s, then %s', (state, isOwn, isMine, standing) =>
    expect(standingOf(gift(state, isOwn, isMine))).toBe(standing),
  );
});

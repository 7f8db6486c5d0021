import { describe, expect, it } from '@jest/globals';
import { fen, type ComparedBenefit, type PaidPlansView } from '@siyu/shared';
import { plansFor, worthOf } from './shown';

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

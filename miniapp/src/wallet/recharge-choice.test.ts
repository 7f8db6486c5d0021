import { describe, expect, it } from '@jest/globals';
import { fen, type WalletView } from '@siyu/shared';
import { problemOfTyped, rechargeChosen, whyNoRecharge } from './recharge-choice';

const aPlan = (planId: string, principal: number, bonus: number) => ({
  ...{ planId, principalFen: fen(principal), bonusFen: fen(bonus) },
  ...{ coupons: 0, growth: 0 },
});
const anOffer = (over: Partial<WalletView['recharge']> = {}): WalletView['recharge'] => ({
  plans: [aPlan('small', 10_000, 1_000), aPlan('big', 50_000, 10_000)],
  custom: { minFen: fen(1_000), maxFen: fen(200_000) },
  ...{ capFen: fen(500_000), roomFen: fen(59_999), hiddenOn: ['ios'] },
  ...over,
});

describe('given plans and amounts of one’s own, and room for ¥599.99', () => {
  it('when a plan is chosen, then it is asked for as it was shown', () =>
    expect(rechargeChosen(anOffer(), { planId: 'small' })).toMatchObject({
      ...{ planId: 'small', shownPrincipalFen: 10_000, shownBonusFen: 1_000 },
    }));
  it('when a plan would fill a fen more than there is room, then it cannot be', () => {
    expect(rechargeChosen(anOffer(), { planId: 'big' })).toBeNull();
    expect(rechargeChosen(anOffer({ roomFen: fen(60_000) }), { planId: 'big' })).not.toBeNull();
  });
  it('when an amount is typed, then it is asked for with no bonus', () =>
    expect(rechargeChosen(anOffer(), { typed: '88.5' })).toMatchObject({
      ...{ planId: null, shownPrincipalFen: 8_850, shownBonusFen: 0 },
    }));
  it.each([
    ['9.99', 'limits'],
    ['10', null],
    ['599.99', null],
    ['600', 'room'],
    ['2000.01', 'limits'],
    ['1.234', 'limits'],
    ['', 'limits'],
  ] as const)('when %p is typed, then what is wrong is %p', (typed, problem) =>
    expect(problemOfTyped(anOffer(), typed)).toBe(problem),
  );
  it('when nothing is chosen, then nothing is asked for', () =>
    expect(rechargeChosen(anOffer(), null)).toBeNull());
});

describe('given where and what can be recharged', () => {
  it('when it is hidden on this phone, then that is why', () => {
    expect(whyNoRecharge(anOffer(), 'ios')).toBe('hidden');
    expect(whyNoRecharge(anOffer(), 'h5')).toBeNull();
  });
  it('when nothing is offered, then that is why', () =>
    expect(whyNoRecharge(anOffer({ plans: [], custom: null }), 'h5')).toBe('not-offered'));
  it('when there is no room for the least of it, then the balance is full', () => {
    expect(whyNoRecharge(anOffer({ roomFen: fen(999) }), 'h5')).toBe('full');
    expect(whyNoRecharge(anOffer({ roomFen: fen(1_000) }), 'h5')).toBeNull();
  });
});

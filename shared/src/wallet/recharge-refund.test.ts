import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen } from '../money.js';
import { spend } from './lot.js';
import { isWithinSevenDays, rechargeRefund, type RechargeFacts } from './recharge-refund.js';

const NOON = new Date('2026-11-18T04:00:00.000Z');

/** A recharge of which so much was spent and kept. */
function aRecharge(paid: number, bonus: number, spent: number): RechargeFacts {
  const lot = { lotId: 'a', principalFen: fen(paid), bonusFen: fen(bonus) };
  const [part] = spent === 0 ? [] : spend([lot], fen(spent))!;
  return {
    paidFen: fen(paid),
    returnedFen: fen(0),
    left: {
      principalFen: fen(paid - (part?.principalFen ?? 0)),
      bonusFen: fen(bonus - (part?.bonusFen ?? 0)),
    },
    spentFen: fen(spent),
    couponsUsedFen: fen(0),
  };
}

describe('case 37: given ¥3000 with ¥1000 of bonus, of which ¥500 is spent', () => {
  const recharge = aRecharge(300_000, 100_000, 50_000);

  it('when the cause is not the shopper’s, then ¥2625 goes back', () =>
    expect(rechargeRefund(recharge, 'shop')).toEqual({
      amountFen: 262_500,
      taken: { principalFen: 262_500, bonusFen: 87_500 },
      discountWithheldFen: 0,
      couponsWithheldFen: 0,
    }));

  it('when it is theirs, then the goods count without the bonus: ¥2500', () =>
    expect(rechargeRefund(recharge, 'shopper')).toMatchObject({
      amountFen: 250_000,
      discountWithheldFen: 12_500,
    }));

  it('when they ask within seven days, then the principal that is left goes back: ¥2625', () =>
    expect(rechargeRefund(recharge, 'seven-days').amountFen).toBe(262_500));

  it('when what was bought goes back after that, then so does what was withheld', () => {
    const since: RechargeFacts = {
      ...{ ...recharge, spentFen: fen(0), returnedFen: fen(250_000) },
      left: { principalFen: fen(37_500), bonusFen: fen(12_500) },
    };
    expect(rechargeRefund(since, 'shopper')).toMatchObject({
      amountFen: 50_000,
      discountWithheldFen: -12_500,
    });
  });
});

describe('case 38: given a coupon that came with a recharge took ¥30 off an order', () => {
  const recharge = { ...aRecharge(100_000, 0, 0), couponsUsedFen: fen(3_000) };

  it('when the cause is not the shopper’s, then it is theirs', () =>
    expect(rechargeRefund(recharge, 'shop').amountFen).toBe(100_000));

  it('when it is theirs, then what it saved is withheld', () =>
    expect(rechargeRefund(recharge, 'shopper')).toMatchObject({
      amountFen: 97_000,
      couponsWithheldFen: 3_000,
    }));

  it('when it saved more than is left, then nothing goes back, and nothing is asked of them', () =>
    expect(
      rechargeRefund({ ...recharge, spentFen: fen(99_000), couponsUsedFen: fen(3_000) }, 'shopper'),
    ).toMatchObject({ amountFen: 0, couponsWithheldFen: 1_000 }));
});

describe('what a recharge returns', () => {
  it('given any recharge and spending, then it is between nothing and the principal, the shop’s cause the better one', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500_000 }),
        fc.integer({ min: 0, max: 500_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 100_000 }),
        (paid, bonus, share, coupons) => {
          const spent = Math.floor((paid + bonus) * share);
          const facts = { ...aRecharge(paid, bonus, spent), couponsUsedFen: fen(coupons) };
          const [theirs, ours] = [rechargeRefund(facts, 'shopper'), rechargeRefund(facts, 'shop')];
          expect(theirs.amountFen).toBeGreaterThanOrEqual(0);
          expect(theirs.amountFen).toBeLessThanOrEqual(ours.amountFen);
          expect(ours.amountFen).toBeLessThanOrEqual(paid);
          expect(theirs.amountFen + theirs.discountWithheldFen + theirs.couponsWithheldFen).toBe(
            facts.left.principalFen,
          );
        },
      ),
    ));

  it('given the seventh day, then its last instant is in time and the next is not', () => {
    const last = new Date(NOON.getTime() + 7 * 86_400_000);
    expect(isWithinSevenDays(NOON, last)).toBe(true);
    expect(isWithinSevenDays(NOON, new Date(last.getTime() + 1))).toBe(false);
  });
});

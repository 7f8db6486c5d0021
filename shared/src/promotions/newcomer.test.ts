import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aNewcomerPrice, openLines } from '../../../test/factories/offer.js';
import { newcomerRuleSchema } from '../api/promotions/newcomer.js';
import { isInNewcomerWindow, newcomer, newcomerUntil, type NewcomerRule } from './newcomer.js';
import { isBenefit, type Offer } from './offer.js';

const by = (prices: Record<string, number>, given: Partial<Offer>, ...lines: Line[]) =>
  newcomer(aNewcomerPrice(prices, given) as Offer<NewcomerRule>, openLines(...lines));
type Line = [string, number, number?];

describe('given 9.9 元包邮', () => {
  const rule = { windowDays: 3, freesFreight: true, newcomersOnly: false };

  it('when it is in the cart, then its price is 9.90 and the freight is free', () => {
    const prices = [{ skuId: 'a', priceFen: 990 }];
    expect(by({ a: 9.9 }, { rule: { ...rule, prices } }, ['a', 29])).toMatchObject({
      ...{ discounts: [{ skuId: 'a', amountFen: 1_910 }], freesFreight: true, units: 1 },
    });
  });

  it('when one unit is for newcomers, then the others are at their own price', () => {
    expect(by({ a: 9.9 }, { allowance: 1 }, ['a', 29, 3])).toMatchObject({
      ...{ discounts: [{ skuId: 'a', amountFen: 1_910 }], units: 1, freesFreight: false },
    });
  });

  it('when one unit of several SKUs is, then the one that saves the most', () => {
    const lines: Line[] = [
      ['a', 29],
      ['b', 99],
    ];
    expect(by({ a: 9.9, b: 9.9 }, { allowance: 1 }, ...lines)).toMatchObject({
      discounts: [{ skuId: 'b', amountFen: 8_910 }],
    });
  });

  it('when it costs no less than always, or was used up, then nothing is given', () => {
    expect(by({ a: 29 }, {}, ['a', 29])).toMatchObject({ reason: 'nothing-to-save' });
    expect(by({ a: 9.9 }, { allowance: 0 }, ['a', 29])).toMatchObject({ reason: 'allowance-used' });
  });
});

describe('given a window of three days', () => {
  const registeredAt = new Date('2026-11-18T04:00:00.000Z');
  const rule = newcomerRuleSchema.parse({ prices: [] });
  const until = new Date('2026-11-21T04:00:00.000Z');

  it('when its last instant has come, then it is over; a millisecond before, it is open', () => {
    expect(newcomerUntil(registeredAt, rule)).toEqual(until);
    expect(isInNewcomerWindow(registeredAt, rule, new Date(until.getTime() - 1))).toBe(true);
    expect(isInNewcomerWindow(registeredAt, rule, until)).toBe(false);
  });
});

it('property: never more units than the allowance, and no line below what they cost', () => {
  const line = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 0, max: 200 }),
      fc.integer({ min: 0, max: 12 }),
      (cart, yuan, allowance) => {
        const lines = cart.map(([price, units], at): Line => ['abc'.charAt(at), price, units]);
        const proposal = by({ a: yuan, b: yuan, c: yuan }, { allowance }, ...lines);
        if (!isBenefit(proposal)) return;
        expect(proposal.units).toBeLessThanOrEqual(allowance);
        for (const { skuId, amountFen } of proposal.discounts) {
          const [one] = openLines(...lines.filter(([id]) => id === skuId));
          expect(amountFen).toBeLessThanOrEqual(one?.dueFen ?? 0);
          expect(amountFen % ((one?.unitPriceFen ?? 0) - yuan * 100)).toBe(0);
        }
      },
    ),
  );
});

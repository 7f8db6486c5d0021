import { describe, expect, it } from '@jest/globals';
import { anOffer, openLines } from '../../../test/factories/offer.js';
import { fen } from '../money.js';
import { memberFreight } from './member-freight.js';
import { memberPrice } from './member-price.js';

const priced = (offBps: number, ...lines: [string, number, number?][]) => {
  const rule = { offBps, prices: [{ skuId: 'b', priceFen: fen(5_000) }] };
  return memberPrice(anOffer({ kind: 'member-price', rule }), openLines(...lines));
};

describe('given 九五折 and a price of its own for b', () => {
  it('then each unit is floored, and b is sold at its price', () =>
    expect(priced(500, ['a', 19.99, 3], ['b', 80])).toMatchObject({
      discounts: [
        { skuId: 'b', amountFen: 3_000 },
        { skuId: 'a', amountFen: 297 },
      ],
      units: 4,
    }));

  it('when the ordinary price of b is lower, then nothing is saved on it', () =>
    expect(priced(0, ['b', 49])).toEqual({ reason: 'nothing-to-save', next: null }));
});

describe('given free freight some orders a month', () => {
  const offered = (allowance: number | null) =>
    memberFreight(
      anOffer({ kind: 'member-freight', rule: { perMonth: 2 }, allowance }),
      openLines(['a', 10]),
    );

  it('then it frees the freight as long as some are left', () => {
    expect(offered(1)).toMatchObject({ freesFreight: true, units: 1 });
    expect(offered(0)).toEqual({ reason: 'allowance-used', next: null });
  });
});

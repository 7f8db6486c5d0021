import { describe, expect, it } from '@jest/globals';
import { aFullReduction, aGift, anOffer } from '../../../test/factories/offer.js';
import { fen } from '../money.js';
import type { Offer } from '../promotions/offer.js';
import { quote } from './quote.js';
import type { QuoteInput } from './quote-input.js';
import type { QuotedSku } from './quoted-sku.js';

const aSku = (skuId: string, stock: number): QuotedSku => ({
  ...{ skuId, productId: skuId, title: skuId, optionText: '', pictureUrl: null, stock },
  ...{ unitPriceFen: fen(10_000), onSale: true, returnable: true, perOrderMax: null },
});
const quoteOf = (offers: Offer[], given: Partial<QuoteInput> & { giftStock?: number } = {}) =>
  quote({
    lines: [{ sku: aSku('a', 5), quantity: 2 }],
    freightRule: { flatFen: fen(0), freeAboveFen: null, notDelivered: [] },
    province: null,
    offers,
    giftSkus: { g: aSku('g', given.giftStock ?? 1), h: aSku('h', 0) },
    ...given,
  });
const giftsIn = (...asked: Parameters<typeof quoteOf>) =>
  quoteOf(...asked)
    .lines.filter((line) => line.giftOf !== null)
    .map(({ skuId, quantity }) => [skuId, quantity]);
const whyNot = (id: string, ...asked: Parameters<typeof quoteOf>) =>
  quoteOf(...asked).offers.find((offer) => offer.id === id)?.reason;
const SAME = anOffer({
  kind: 'gift',
  id: 'same',
  rule: {
    ...{ counts: 'units', tiers: [{ from: 1, gifts: [] }] },
    ...{ repeats: true, givesTheSame: true, onRefund: 'return' },
  },
});

describe('given gifts', () => {
  it('when one is there, then it is given at no price, with what earned it', () => {
    const { lines, discountFen } = quoteOf([aGift(100, 'g')]);
    expect(discountFen).toBe(0);
    expect(lines[1]).toMatchObject({
      ...{ skuId: 'g', payableFen: 0, amountFen: 0 },
      giftTerms: { unitWorthFen: 10_000, earnedBy: [{ skuId: 'a', quantity: 2, dueFen: 20_000 }] },
    });
  });

  it('when it has gone, then it says so, and the order can be placed without it', () => {
    const gone = aGift(100, 'h', { id: 'gone' });
    expect(giftsIn([gone])).toEqual([]);
    expect(whyNot('gone', [gone])).toBe('gift-gone');
    expect(quoteOf([gone]).refusal).toBeNull();
  });

  it('when the one that stands in for it has gone too, then neither is promised', () => {
    const combinesWith = ['gift'] as const;
    const first = aGift(100, 'h', { rule: { tiers: twoOf('h') }, combinesWith: [] });
    const second = aGift(100, 'g', { combinesWith });
    expect(giftsIn([first, second], { giftStock: 0 })).toEqual([]);
  });

  it('when one unit is left and two offers would give it, then one does', () => {
    expect(giftsIn([aGift(100, 'g'), aGift(100, 'g')])).toEqual([['g', 1]]);
  });
});

describe('given a SKU that is bought and given', () => {
  it('when there is enough for both, then two lines; when not, then the bought one alone', () => {
    expect(giftsIn([SAME])).toEqual([['a', 2]]);
    expect(giftsIn([SAME], { lines: [{ sku: aSku('a', 3), quantity: 2 }] })).toEqual([]);
  });

  it('when it is bought out of a campaign’s own stock, then the gift comes out of the ordinary', () => {
    const apart = { lines: [{ sku: aSku('a', 2), quantity: 2 }], setApartSkuIds: ['a'] };
    expect(giftsIn([SAME], { ...apart, giftSkus: { a: aSku('a', 2) } })).toEqual([['a', 2]]);
    expect(giftsIn([SAME], { ...apart, giftSkus: { a: aSku('a', 1) } })).toEqual([]);
  });

  it('when a reduction and the gift both apply, then the gift is earned on what is left', () => {
    const [line] = quoteOf([aFullReduction(100, 50), SAME]).lines.slice(-1);
    expect(line?.giftTerms?.earnedBy).toEqual([{ skuId: 'a', quantity: 2, dueFen: 15_000 }]);
  });
});

function twoOf(skuId: string) {
  return [{ from: 10_000, gifts: [{ skuId, quantity: 2 }] }];
}

import { describe, expect, it } from '@jest/globals';
import {
  aCoupon,
  aFullReduction,
  aGift,
  aNewcomerPrice,
  anOffer,
  goods,
} from '../../../test/factories/offer.js';
import { fen } from '../money.js';
import type { Offer } from '../promotions/offer.js';
import { bestCombination } from './best-combination.js';
import { mayCombine, STAGE_OF_KIND, STAGES, type PromotionKind } from './stacking-order.js';

/** Two units of ¥100 and an offer of each kind for them; what it alone makes of the ¥200. */
const CART = [goods('a', 100, 2)];
const price = (yuan: number) => [{ skuId: 'a', priceFen: fen(yuan * 100) }];
const OFFERS: Record<PromotionKind, { alone: number; offer: (given: Partial<Offer>) => Offer }> = {
  newcomer: { alone: 160, offer: (given) => aNewcomerPrice({ a: 80 }, given) },
  'flash-sale': {
    alone: 140,
    offer: (given) => anOffer({ kind: 'flash-sale', rule: { prices: price(70) }, ...given }),
  },
  'group-buy': {
    alone: 150,
    offer: (given) =>
      anOffer({ kind: 'group-buy', rule: { prices: price(75), seat: 'member' }, ...given }),
  },
  'full-reduction': { alone: 180, offer: (given) => ({ ...aFullReduction(100, 20), ...given }) },
  'mix-and-match': {
    alone: 100,
    offer: (given) =>
      anOffer({ kind: 'mix-and-match', rule: { quantity: 2, priceFen: fen(10_000) }, ...given }),
  },
  gift: { alone: 200, offer: (given) => ({ ...aGift(50, 'g'), ...given }) },
  coupon: { alone: 190, offer: (given) => ({ ...aCoupon(10, 50), ...given }) },
  'member-price': {
    alone: 170,
    offer: (given) =>
      anOffer({ kind: 'member-price', rule: { offBps: 1_500, prices: [] }, ...given }),
  },
  // Nothing is sent here, so that there is no freight to free.
  'member-freight': {
    alone: 200,
    offer: (given) => anOffer({ kind: 'member-freight', rule: { perMonth: 1 }, ...given }),
  },
};
const KINDS = Object.keys(OFFERS) as PromotionKind[];
/** What both make of it together; with themselves on the diagonal. */
const TOGETHER: Record<PromotionKind, readonly number[]> = {
  //                 newcomer flash group 满减  任选  gift coupon 会员价 包邮
  newcomer: /*       */ [160, 140, 150, 140, 100, 160, 150, 160, 160],
  'flash-sale': /*     */ [140, 140, 120, 100, 140, 130, 140, 140],
  'group-buy': /*           */ [150, 130, 100, 150, 140, 150, 150],
  'full-reduction': /*           */ [160, 100, 180, 170, 150, 180],
  'mix-and-match': /*                 */ [100, 100, 90, 100, 100],
  gift: /*                                 */ [200, 190, 170, 200],
  coupon: /*                                    */ [180, 160, 190],
  'member-price': /*                                  */ [170, 170],
  'member-freight': /*                                     */ [200],
};
const PAIRS = KINDS.flatMap((a, row) =>
  KINDS.slice(row).map((b, at) => [a, b, TOGETHER[a][at] ?? 0] as const),
);
const isPrice = (kind: PromotionKind) => STAGE_OF_KIND[kind] === 'price';

function both(a: PromotionKind, b: PromotionKind, given: Partial<Offer>, other = given) {
  const offers = [
    OFFERS[a].offer({ ...given, id: `1-${a}` }),
    OFFERS[b].offer({ ...other, id: `2-${b}` }),
  ];
  const { worked, unmet } = bestCombination(CART, offers, (one) => one.dueFen);
  return {
    yuan: worked.dueFen / 100,
    applied: worked.applied.map(({ offer }) => offer.kind),
    reasons: unmet.map((one) => one.unmet.reason),
    gifts: worked.gifts.length,
    offers,
  };
}

describe('the table of pairs', () => {
  it('has every kind with every kind', () => {
    expect(KINDS.sort()).toEqual(Object.keys(STAGE_OF_KIND).sort());
    expect(PAIRS).toHaveLength((KINDS.length * (KINDS.length + 1)) / 2);
  });

  it.each(PAIRS)('given %s and %s that combine, then together ¥%d', (a, b, yuan) => {
    const found = both(a, b, { combinesWith: STAGES });
    expect(found.yuan).toBe(yuan);
    if (isPrice(a) && isPrice(b)) expect(found.applied).toHaveLength(1);
    const gifts = [a, b].filter((kind) => kind === 'gift').length;
    expect(found.gifts).toBe(gifts);
  });

  it.each(PAIRS)('case 46: given %s and %s that do not, then the better one alone', (a, b) => {
    const best = Math.min(OFFERS[a].alone, OFFERS[b].alone);
    const found = both(a, b, { combinesWith: [] });
    expect(found.yuan).toBe(best);
    const isFreight = [a, b].filter((kind) => kind === 'member-freight').length;
    expect(found.applied).toHaveLength(isFreight === 2 ? 0 : 1);
    if (isFreight === 2) return;
    const said = found.reasons.map((reason) =>
      ['not-combinable', 'another-is-better', 'nothing-to-save', 'threshold'].includes(reason),
    );
    expect(said).toEqual([true]);
  });

  it.each(PAIRS)('given %s says yes to %s and that says no, then they do not combine', (a, b) => {
    const { offers, yuan } = both(a, b, { combinesWith: STAGES }, { combinesWith: [] });
    const [first, second] = offers;
    const hasFreight = [a, b].includes('member-freight');
    expect(first && second && mayCombine(first, second)).toBe(hasFreight);
    expect(yuan).toBe(Math.min(OFFERS[a].alone, OFFERS[b].alone));
  });
});

describe('case 46: given a special price, a lower one and a coupon', () => {
  const newcomer = aNewcomerPrice({ a: 80 }, { id: 'newcomer' });
  const flash = OFFERS['flash-sale'].offer({ id: 'flash', combinesWith: ['reduction', 'gift'] });
  const due = (...offers: Offer[]) =>
    bestCombination(CART, offers, (one) => one.dueFen).worked.dueFen / 100;

  it('when a member’s price is there too, then a line has the lowest of them, never two', () => {
    const member = OFFERS['member-price'].offer({ id: 'member', combinesWith: [] });
    expect(due(member, flash, aCoupon(10))).toBe(140);
    expect(due(member, newcomer, aCoupon(10))).toBe(150);
    expect(due(member, aCoupon(10))).toBe(170);
    expect(due({ ...member, combinesWith: ['coupon'] }, aCoupon(10))).toBe(160);
  });

  it('when the lower price takes no coupon, then the better of both ways', () => {
    expect(due(newcomer, flash, aCoupon(10))).toBe(140);
    expect(due(newcomer, flash, aCoupon(30))).toBe(130);
  });
});

import { fen, type Fen } from '../money.js';
import { isBenefit, unmet, type Offer, type Unmet } from '../promotions/offer.js';
import { propose } from '../promotions/promotion-rules.js';
import { apply, applyOffers, type Goods, type Worked } from './apply-offers.js';
import {
  COUPONS_MAX,
  COUPONS_PER_ORDER_MAX,
  inStackingOrder,
  mayCombine,
  OFFERS_MAX,
  STAGE_OF_KIND,
} from './stacking-order.js';

/** What a worked cart costs with its freight. */
export type TotalOf = (worked: Worked) => Fen;

export interface Best {
  worked: Worked;
  /** Why each offer that is not applied is not. */
  unmet: { offer: Offer; unmet: Unmet }[];
}

/**
 * The cheapest legal combination for the shopper, found by trying: every set of the automatic
 * offers, and on each every coupon, alone or with another that combines with it. Among equals the
 * set with more gifts, then the one that uses fewer coupons, then the earlier in stacking order. A
 * member's freight is used only where that makes it cheaper: it is had so often a month.
 * What could not apply even to an untouched cart is left out first: no rule's base ever grows.
 */
export function bestCombination(
  goods: readonly Goods[],
  offers: readonly Offer[],
  totalOf: TotalOf,
): Best {
  const { possible, impossible } = sieve(goods, offers);
  const freeing = possible.filter(isFreight);
  const automatic = possible.filter((offer) => !isCoupon(offer) && !isFreight(offer));
  const considered = automatic.slice(0, OFFERS_MAX);
  const coupons = mostSaving(goods, possible.filter(isCoupon), totalOf);
  const left = possible
    .filter((offer) => ![...considered, ...coupons, ...freeing].includes(offer))
    .map((offer) => ({ offer, unmet: unmet('too-many-offers') }));
  let best: Worked | null = null;
  for (const set of subsets(considered)) {
    for (const bought of withCoupons(applyOffers(goods, set), coupons)) {
      for (const worked of withFreight(bought, freeing)) {
        if (!best || isBetter(worked, best, totalOf)) best = worked;
      }
    }
  }
  const worked = best ?? applyOffers(goods, []);
  return {
    worked,
    unmet: [...impossible, ...left, ...notTaken(worked, [...considered, ...coupons, ...freeing])],
  };
}

function sieve(goods: readonly Goods[], offers: readonly Offer[]) {
  const bare = applyOffers(goods, []);
  const possible: Offer[] = [];
  const impossible: Best['unmet'] = [];
  for (const offer of inStackingOrder(offers)) {
    const covered = bare.lines.filter((line) => offer.skuIds.includes(line.skuId));
    const proposal = covered.length === 0 ? unmet('not-in-cart') : propose(offer, covered);
    if (isBenefit(proposal)) possible.push(offer);
    else impossible.push({ offer, unmet: proposal });
  }
  return { possible, impossible };
}

/** Those that alone would save the most, still in stacking order. */
function mostSaving(
  goods: readonly Goods[],
  coupons: readonly Offer[],
  totalOf: TotalOf,
): readonly Offer[] {
  if (coupons.length <= COUPONS_MAX) return coupons;
  const totals = new Map(coupons.map((one) => [one, totalOf(applyOffers(goods, [one]))]));
  const cheapest = [...coupons].sort((a, b) => (totals.get(a) ?? 0) - (totals.get(b) ?? 0));
  const kept = new Set(cheapest.slice(0, COUPONS_MAX));
  return coupons.filter((one) => kept.has(one));
}

/** All of them first, then ever fewer: the first of equals stays. */
function subsets(offers: readonly Offer[]): Offer[][] {
  const all = Array.from({ length: 2 ** offers.length }, (_, bits) =>
    offers.filter((offer, at) => offer.required || (bits & (1 << at)) === 0),
  );
  return all.sort((a, b) => b.length - a.length);
}

/** The cart without a coupon, with each, and with each two that combine. */
function withCoupons(worked: Worked, coupons: readonly Offer[], used = 0, from = 0): Worked[] {
  const more = coupons.slice(from).flatMap((coupon, at) => {
    const goesWith = worked.applied.every(
      ({ offer }) => !isCoupon(offer) || mayCombine(offer, coupon),
    );
    const next = copyOf(worked);
    if (!goesWith || !apply(next, coupon)) return [];
    next.dueFen = fen(next.lines.reduce((sum: number, line) => sum + line.dueFen, 0));
    const isFull = used + 1 === COUPONS_PER_ORDER_MAX;
    return isFull ? [next] : withCoupons(next, coupons, used + 1, from + at + 1);
  });
  return [worked, ...more];
}

/** The cart as it is, and with each that frees its freight. */
function withFreight(worked: Worked, offers: readonly Offer[]): Worked[] {
  const freed = offers.flatMap((offer) => {
    const next = copyOf(worked);
    return apply(next, offer) ? [next] : [];
  });
  return [worked, ...freed];
}

function copyOf(worked: Worked): Worked {
  return {
    ...worked,
    lines: worked.lines.map((line) => ({
      ...line,
      discounts: [...line.discounts],
      actedOnBy: [...line.actedOnBy],
    })),
    applied: [...worked.applied],
    refused: [...worked.refused],
    gifts: [...worked.gifts],
  };
}

function isBetter(a: Worked, b: Worked, totalOf: TotalOf): boolean {
  const [totalA, totalB] = [totalOf(a), totalOf(b)];
  if (totalA !== totalB) return totalA < totalB;
  const [giftsA, giftsB] = [giftUnits(a), giftUnits(b)];
  if (giftsA !== giftsB) return giftsA > giftsB;
  return couponsIn(a) < couponsIn(b);
}

const giftUnits = ({ gifts }: Worked) => gifts.reduce((sum, { quantity }) => sum + quantity, 0);
const couponsIn = ({ applied }: Worked) => applied.filter(({ offer }) => isCoupon(offer)).length;

/** Asked on top of the best cart: what still gives nothing says why; the rest lost to it. */
function notTaken(best: Worked, offers: readonly Offer[]): Best['unmet'] {
  return offers.flatMap((offer) => {
    if (best.applied.some((one) => one.offer.id === offer.id)) return [];
    const refused = best.refused.find((one) => one.offer.id === offer.id);
    if (refused) return [refused];
    const again = copyOf(best);
    const why = apply(again, offer) ? null : again.refused.at(-1)?.unmet;
    const otherwise = isFreight(offer) ? 'nothing-to-save' : 'another-is-better';
    return [{ offer, unmet: why ?? unmet(otherwise) }];
  });
}

function isFreight(offer: Offer): boolean {
  return STAGE_OF_KIND[offer.kind] === 'freight';
}

function isCoupon(offer: Offer): boolean {
  return STAGE_OF_KIND[offer.kind] === 'coupon';
}

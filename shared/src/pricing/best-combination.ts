import { fen, sumFen, type Fen } from '../money.js';
import { isBenefit, unmet, type Offer, type Unmet } from '../promotions/offer.js';
import { propose } from '../promotions/promotion-rules.js';
import {
  apply,
  applyOffers,
  coveredBy,
  proposed,
  type Goods,
  type Worked,
} from './apply-offers.js';
import {
  COUPONS_MAX,
  COUPONS_PER_ORDER_MAX,
  inStackingOrder,
  mayCombine,
  OFFERS_MAX,
  STAGE_OF_KIND,
} from './stacking-order.js';

/** What a worked cart costs with its freight: asks what is due and whether freight is freed. */
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
  let best = choiceOf(applyOffers(goods, considered), totalOf);
  for (const set of subsets(considered)) {
    const base = choiceOf(applyOffers(goods, set), totalOf);
    for (const choice of withCoupons(base, coupons, totalOf)) {
      if (isBetter(choice, best)) best = choice;
      for (const offer of freeing) best = withFreight(choice, offer, totalOf, best);
    }
  }
  const worked = workedOut(best);
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
    const covered = coveredBy(offer, bare.lines);
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

/**
 * A cart with coupons and freed freight on top, weighed and not yet worked out: of thousands only
 * the best one is.
 * `worked` is exact in what is due, in freight and in gifts; its lines may lack the last coupon.
 */
interface Choice {
  base: Worked;
  onTop: readonly Offer[];
  worked: Worked;
  totalFen: Fen;
  giftUnits: number;
}

function choiceOf(
  base: Worked,
  totalOf: TotalOf,
  onTop: readonly Offer[] = [],
  worked: Worked = base,
): Choice {
  return { base, onTop, worked, totalFen: totalOf(worked), giftUnits: giftUnits(worked) };
}

/** The cart without a coupon, with each, and with each two that combine. */
function withCoupons(choice: Choice, coupons: readonly Offer[], totalOf: TotalOf): Choice[] {
  const more = coupons.flatMap((coupon, at) => {
    if (!choice.onTop.every((earlier) => mayCombine(earlier, coupon))) return [];
    const taken = [...choice.onTop, coupon];
    const isFull = taken.length === COUPONS_PER_ORDER_MAX;
    const worked = isFull ? weighed(choice.worked, coupon) : applied(choice.worked, coupon);
    if (!worked) return [];
    const next = choiceOf(choice.base, totalOf, taken, worked);
    return isFull ? [next] : withCoupons(next, coupons.slice(at + 1), totalOf);
  });
  return [choice, ...more];
}

/**
 * The choice with its freight freed where that is better than `best`, else `best`. Such an offer
 * gives nothing else, so what it can come to is known before it is worked out.
 */
function withFreight(choice: Choice, offer: Offer, totalOf: TotalOf, best: Choice): Choice {
  const onTop = [...choice.onTop, offer];
  const hoped = choiceOf(choice.base, totalOf, onTop, { ...choice.worked, freesFreight: true });
  if (!isBetter(hoped, best)) return best;
  return applied(workedOut(choice), offer) ? hoped : best;
}

/** The cart with an offer on top, or null where that gives nothing. */
function applied(worked: Worked, offer: Offer): Worked | null {
  const next = copyOf(worked);
  return apply(next, offer) ? next : null;
}

/** The same without its lines, for a cart that no further offer comes on top of. */
function weighed(worked: Worked, offer: Offer): Worked | null {
  const { proposal, open } = proposed(worked, offer);
  if (!isBenefit(proposal)) return null;
  const offFen = sumFen(proposal.discounts.map((one) => one.amountFen));
  return {
    ...worked,
    dueFen: fen(worked.dueFen - offFen),
    freesFreight: worked.freesFreight || proposal.freesFreight,
    gifts: [...worked.gifts, ...proposal.gifts.map((gift) => ({ ...gift, offer, earnedBy: open }))],
  };
}

function workedOut({ base, onTop }: Choice): Worked {
  const worked = copyOf(base);
  for (const offer of onTop) apply(worked, offer);
  return worked;
}

function copyOf(worked: Worked): Worked {
  return {
    ...worked,
    applied: [...worked.applied],
    refused: [...worked.refused],
    gifts: [...worked.gifts],
  };
}

function isBetter(a: Choice, b: Choice): boolean {
  if (a.totalFen !== b.totalFen) return a.totalFen < b.totalFen;
  if (a.giftUnits !== b.giftUnits) return a.giftUnits > b.giftUnits;
  return couponsIn(a) < couponsIn(b);
}

const couponsIn = ({ onTop }: Choice) => onTop.filter(isCoupon).length;
const giftUnits = ({ gifts }: Worked) => gifts.reduce((sum, { quantity }) => sum + quantity, 0);

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

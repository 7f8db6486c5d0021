import type { Offer } from '../promotions/offer.js';

/**
 * The stacking order: offers act stage by stage, each on what the stages before it left to pay.
 *
 * 1. `price`      a special unit price (newcomer, flash sale, group buy, member); one a line
 * 2. `reduction`  满减, 满折, N 元任选: on what those lines cost now
 * 3. `gift`       满赠, 买一赠一: counts the money left to pay, takes none of it
 * 4. `coupon`     at most one, or several that all combine with coupons
 * 5. `freight`    due on the rest, unless an offer frees it; a member's own acts on it alone, so
 *    that it combines with everything
 *
 * Two offers act on the same line only when each says it combines with the other's stage. Where
 * they do not, the later one acts on the other lines alone. Of all combinations the cheapest for
 * the shopper is chosen (`best-combination.ts`).
 */
export const STAGES = ['price', 'reduction', 'gift', 'coupon', 'freight'] as const;
export type Stage = (typeof STAGES)[number];

/** The stage of each kind: the one list to add a kind to, beside `promotion-rules.ts`. */
export const STAGE_OF_KIND = {
  newcomer: 'price',
  'flash-sale': 'price',
  'group-buy': 'price',
  'full-reduction': 'reduction',
  'mix-and-match': 'reduction',
  gift: 'gift',
  coupon: 'coupon',
  'member-price': 'price',
  'member-freight': 'freight',
} as const satisfies Record<string, Stage>;
export type PromotionKind = keyof typeof STAGE_OF_KIND;

/** What members have by their tier or plan: no campaign is behind it. */
export const MEMBER_KINDS = ['member-price', 'member-freight'] as const;
export type MemberKind = (typeof MEMBER_KINDS)[number];
/** The kinds of campaigns. */
export type CampaignKind = Exclude<PromotionKind, MemberKind>;
export const CAMPAIGN_KINDS = (Object.keys(STAGE_OF_KIND) as PromotionKind[]).filter(
  (kind): kind is CampaignKind => !(MEMBER_KINDS as readonly string[]).includes(kind),
);

/** Whether its goods are sold on its own page alone, so that a plain cart is never offered it. */
export function isSoldOnItsOwnPage(kind: PromotionKind): boolean {
  return kind === 'flash-sale' || kind === 'group-buy';
}

/**
 * Where a better audience may pay more, so that no property claims otherwise: an order considers
 * only so many offers (`OFFERS_MAX`), by priority, and so many coupons (`COUPONS_MAX`), by what
 * each alone would save, and one more may push another out.
 */
export const OFFERS_MAX = 6;
export const COUPONS_MAX = 8;
/** Coupons of one order. */
export const COUPONS_PER_ORDER_MAX = 2;

/** Whether both may act on the same line. Special prices never do: a line has one price. */
export function mayCombine(a: Offer, b: Offer): boolean {
  const [stageA, stageB] = [STAGE_OF_KIND[a.kind], STAGE_OF_KIND[b.kind]];
  if (stageA === 'price' && stageB === 'price') return false;
  if (stageA === 'freight' || stageB === 'freight') return true;
  return a.combinesWith.includes(stageB) && b.combinesWith.includes(stageA);
}

/** First to act first: by stage, then the higher priority, then the older campaign. */
export function inStackingOrder(offers: readonly Offer[]): Offer[] {
  const place = (offer: Offer) => STAGES.indexOf(STAGE_OF_KIND[offer.kind]);
  return [...offers].sort(
    (a, b) => place(a) - place(b) || b.priority - a.priority || (a.id < b.id ? -1 : 1),
  );
}

import { fen } from '../money.js';
import { unmet, type Gift, type Offer } from '../promotions/offer.js';
import type { Worked } from './apply-offers.js';
import { bestCombination, type Best } from './best-combination.js';
import { quoteFreight, type FreightQuote } from './freight.js';
import { giftSkuOf, type QuoteInput } from './quote-input.js';

/** Freight on what is left to pay, unless an offer frees it. */
export function freightOf({ freightRule, province }: QuoteInput, worked: Worked): FreightQuote {
  const freight = quoteFreight(freightRule, worked.dueFen, province);
  return worked.freesFreight && freight.feeFen
    ? { feeFen: fen(0), reason: 'freed-by-offer', missingFen: null }
    : freight;
}

/**
 * The best combination. An offer whose gift is not there any more is left out and says so: the last
 * first, because what it would have given may be enough for another.
 */
export function bestAvailable(input: QuoteInput): Best {
  const goods = input.lines.map(({ sku, quantity }) => ({ ...sku, quantity }));
  const totalOf = (worked: Worked) => fen(worked.dueFen + (freightOf(input, worked).feeFen ?? 0));
  const chosen = chosenOffers(input);
  const left: Best['unmet'] = chosen.left;
  let { offers } = chosen;
  for (;;) {
    const best = bestCombination(goods, offers, totalOf);
    const gone = best.worked.gifts.filter((one) => isGone(input, best, one)).at(-1)?.offer;
    if (!gone) return { ...best, unmet: [...best.unmet, ...left] };
    left.push({ offer: gone, unmet: unmet('gift-gone') });
    offers = offers.filter(({ id }) => id !== gone.id);
  }
}

/** Coupons the shopper left out on purpose are not tried. */
function chosenOffers({ offers = [], couponIds = null }: QuoteInput) {
  const isLeft = ({ couponId }: Offer) =>
    couponId !== null && couponIds !== null && !couponIds.includes(couponId);
  const [left, kept] = parted(offers, isLeft);
  return {
    offers: kept,
    left: left.map((offer) => ({ offer, unmet: unmet('not-chosen') })),
  };
}

function parted<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

/** A gift comes out of the same stock as what is bought, unless that was set apart. */
function isGone(input: QuoteInput, { worked }: Best, { skuId }: Gift): boolean {
  const sku = giftSkuOf(input, skuId);
  const isSetApart = input.setApartSkuIds?.includes(skuId) ?? false;
  const taken = isSetApart ? worked.gifts : [...worked.lines, ...worked.gifts];
  const units = taken.filter((one) => one.skuId === skuId);
  const wanted = units.reduce((sum, { quantity }) => sum + quantity, 0);
  return !sku?.onSale || wanted > sku.stock;
}

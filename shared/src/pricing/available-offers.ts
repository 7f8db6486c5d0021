import { fen } from '../money.js';
import { unmet, type Gift, type Offer } from '../promotions/offer.js';
import type { Worked } from './apply-offers.js';
import { bestCombination, type Best } from './best-combination.js';
import { quoteFreight, type FreightQuote } from './freight.js';
import { skuOf, type QuoteInput } from './quote-input.js';

/** Freight on what is left to pay, unless an offer frees it. */
export function freightOf({ freightRule, province }: QuoteInput, worked: Worked): FreightQuote {
  const freight = quoteFreight(freightRule, worked.dueFen, province);
  return worked.freesFreight && freight.feeFen
    ? { feeFen: fen(0), reason: 'freed-by-offer', missingFen: null }
    : freight;
}

/** The best combination; an offer whose gift is not there any more is left out and says so. */
export function bestAvailable(input: QuoteInput): Best {
  const goods = input.lines.map(({ sku, quantity }) => ({ ...sku, quantity }));
  const totalOf = (worked: Worked) => fen(worked.dueFen + (freightOf(input, worked).feeFen ?? 0));
  const chosen = chosenOffers(input);
  const left: Best['unmet'] = chosen.left;
  const best = bestCombination(goods, chosen.offers, totalOf);
  const gone = new Set(best.worked.gifts.filter((one) => isGone(input, best, one)).map(byOffer));
  if (gone.size === 0) return { ...best, unmet: [...best.unmet, ...left] };
  const [lost, kept] = parted(chosen.offers, ({ id }) => gone.has(id));
  const again = bestCombination(goods, kept, totalOf);
  const why = lost.map((offer) => ({ offer, unmet: unmet('gift-gone') }));
  return { ...again, unmet: [...again.unmet, ...left, ...why] };
}

const byOffer = ({ offer }: { offer: Offer }) => offer.id;

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

/** A gift comes out of the same stock as what is bought. */
function isGone(input: QuoteInput, { worked }: Best, { skuId }: Gift): boolean {
  const sku = skuOf(input, skuId);
  const units = [...worked.lines, ...worked.gifts].filter((one) => one.skuId === skuId);
  const wanted = units.reduce((sum, { quantity }) => sum + quantity, 0);
  return !sku?.onSale || wanted > sku.stock;
}

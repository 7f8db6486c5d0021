import { fen, sumFen, type Fen } from '../money.js';
import type { RefusalCode } from '../refusal.js';
import { bestAvailable, freightOf } from './available-offers.js';
import type { FreightQuote } from './freight.js';
import { verdictsOf, type OfferVerdict } from './offer-verdict.js';
import type { QuoteInput } from './quote-input.js';
import { boughtLine, giftLine, type QuoteLine } from './quote-line.js';

export interface Quote {
  /** What is bought in the order asked, then what is given with it. */
  lines: QuoteLine[];
  goodsFen: Fen;
  discountFen: Fen;
  /** Every offer with what it gave or why it did not, those applied first. */
  offers: OfferVerdict[];
  freight: FreightQuote;
  /** Goods after discounts with freight; goods alone where nothing is sent to. */
  totalFen: Fen;
  /** Why the whole cannot be ordered now, or null. */
  refusal: RefusalCode | null;
}

/**
 * The one price calculation. The mini-program shows it and the server charges by it, so both call
 * this. Lines that cannot be bought are priced and carry their reason; the whole is refused then.
 */
export function quote(input: QuoteInput): Quote {
  const best = bestAvailable(input);
  const { worked } = best;
  const lines = input.lines.map((line, at) => boughtLine(input, line, worked.lines[at]));
  const gifts = worked.gifts.map((gift) => giftLine(input, gift));
  const goodsFen = sumFen(lines.map((line) => line.amountFen));
  const freight = freightOf(input, worked);
  const isFreed = freight.reason === 'freed-by-offer';
  const offers = verdictsOf(best, isFreed ? input.freightRule.flatFen : fen(0));
  return {
    lines: [...lines, ...gifts],
    goodsFen,
    discountFen: fen(goodsFen - worked.dueFen),
    offers,
    freight,
    totalFen: fen(worked.dueFen + (freight.feeFen ?? 0)),
    refusal: refusalOfWhole(lines, freight) ?? refusalOfRequired(input, offers),
  };
}

function refusalOfWhole(lines: readonly QuoteLine[], freight: FreightQuote): RefusalCode | null {
  if (lines.length === 0) return 'NOTHING_TO_BUY';
  const refused = lines.find((line) => line.refusal !== null);
  if (refused) return refused.refusal;
  return freight.reason === 'not-delivered' ? 'REGION_NOT_DELIVERED' : null;
}

/** What is begun on a campaign's own page is sold at its price, every unit, or not at all. */
function refusalOfRequired(
  { lines, offers = [] }: QuoteInput,
  verdicts: readonly OfferVerdict[],
): RefusalCode | null {
  const required = offers.find((offer) => offer.required);
  if (!required) return null;
  const verdict = verdicts.find(({ id }) => id === required.id);
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (verdict?.applied) return verdict.units < units ? 'PURCHASE_LIMIT' : null;
  if (verdict?.reason === 'allowance-used') return 'PURCHASE_LIMIT';
  return verdict?.reason === 'exhausted' ? 'CAMPAIGN_EXHAUSTED' : 'CAMPAIGN_NOT_LIVE';
}

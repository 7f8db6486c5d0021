import { fen, sumFen, type Fen } from '../money.js';
import {
  isBenefit,
  unmet,
  type Benefit,
  type Gift,
  type Offer,
  type OpenLine,
  type Proposal,
  type Unmet,
} from '../promotions/offer.js';
import { propose } from '../promotions/promotion-rules.js';
import { inStackingOrder, mayCombine, STAGE_OF_KIND } from './stacking-order.js';

/** A line to be priced: what is bought, at its ordinary price. */
export type Goods = Pick<OpenLine, 'skuId' | 'quantity' | 'unitPriceFen'>;

/** What one offer did to one line. */
export interface LineDiscount {
  offer: Offer;
  amountFen: Fen;
}

export interface WorkedLine extends OpenLine {
  discounts: LineDiscount[];
  /** The offers that acted on it: that took something off, or gave a gift or freight for it. */
  actedOnBy: Offer[];
}

/** A cart with a set of offers applied. */
export interface Worked {
  lines: WorkedLine[];
  applied: { offer: Offer; benefit: Benefit }[];
  refused: { offer: Offer; unmet: Unmet }[];
  /** With the goods that earned them, as the offer found those. */
  gifts: (Gift & { offer: Offer; earnedBy: readonly OpenLine[] })[];
  freesFreight: boolean;
  dueFen: Fen;
}

/** Applies these offers in the stacking order, each to what it may act on. */
export function applyOffers(goods: readonly Goods[], offers: readonly Offer[]): Worked {
  const worked = untouched(goods);
  const ordered = inStackingOrder(offers);
  const isPrice = (offer: Offer) => STAGE_OF_KIND[offer.kind] === 'price';
  for (const offer of byBestPrice(worked, ordered.filter(isPrice))) {
    if (offer.skuIds.length > 0) apply(worked, offer);
    else worked.refused.push({ offer, unmet: unmet('another-is-better') });
  }
  for (const offer of ordered.filter((one) => !isPrice(one))) apply(worked, offer);
  worked.dueFen = sumFen(worked.lines.map((line) => line.dueFen));
  return worked;
}

/** The offer on top of what has been applied; false when it gives nothing. */
export function apply(worked: Worked, offer: Offer): boolean {
  const covered = worked.lines.filter((line) => offer.skuIds.includes(line.skuId));
  const open = covered.filter((line) =>
    line.actedOnBy.every((earlier) => mayCombine(earlier, offer)),
  );
  const proposal = open.length === 0 ? nothingOpen(covered) : given(offer, propose(offer, open));
  if (!isBenefit(proposal)) {
    worked.refused.push({ offer, unmet: proposal });
    return false;
  }
  worked.applied.push({ offer, benefit: proposal });
  worked.freesFreight ||= proposal.freesFreight;
  give(worked, offer, proposal, open);
  return true;
}

/** What takes no money acts on all the lines it counted: nothing else says that it did. */
function give(
  worked: Worked,
  offer: Offer,
  { discounts, gifts }: Benefit,
  open: readonly WorkedLine[],
): void {
  const earnedBy = gifts.length === 0 ? [] : open.map((line) => ({ ...line }));
  worked.gifts.push(...gifts.map((gift) => ({ ...gift, offer, earnedBy })));
  for (const line of open) {
    const discount = discounts.find((one) => one.skuId === line.skuId);
    if (discount || discounts.length === 0) line.actedOnBy.push(offer);
    if (!discount) continue;
    const { amountFen } = discount;
    line.discounts.push({ offer, amountFen });
    line.dueFen = fen(line.dueFen - amountFen);
  }
}

function untouched(goods: readonly Goods[]): Worked {
  const lines = goods.map(({ skuId, quantity, unitPriceFen }) => ({
    ...{ skuId, quantity, unitPriceFen },
    dueFen: fen(unitPriceFen * quantity),
    discounts: [],
    actedOnBy: [],
  }));
  return { lines, applied: [], refused: [], gifts: [], freesFreight: false, dueFen: fen(0) };
}

/** A benefit that is one, and that the offer's limits and budget still allow. */
function given({ allowance, worthMaxFen }: Offer, proposal: Proposal): Proposal {
  if (!isBenefit(proposal)) return proposal;
  const { discounts, gifts, freesFreight, units, next } = proposal;
  if (units > (allowance ?? Infinity)) return unmet('allowance-used');
  if (discounts.length === 0 && gifts.length === 0 && !freesFreight) {
    return unmet('nothing-to-save', next);
  }
  const worthFen = sumFen(discounts.map((one) => one.amountFen));
  return worthFen > (worthMaxFen ?? Infinity) ? unmet('exhausted') : proposal;
}

function nothingOpen(covered: readonly WorkedLine[]): Unmet {
  return unmet(covered.length === 0 ? 'not-in-cart' : 'not-combinable');
}

/** Special prices, each left with the lines it makes cheapest: a line has one price. */
function byBestPrice({ lines }: Worked, offers: readonly Offer[]): Offer[] {
  if (offers.length < 2) return [...offers];
  const saved = offers.map((offer) => {
    const proposal = propose(
      offer,
      lines.filter((line) => offer.skuIds.includes(line.skuId)),
    );
    const discounts = isBenefit(proposal) ? proposal.discounts : [];
    return new Map(discounts.map(({ skuId, amountFen }) => [skuId, amountFen]));
  });
  const best = (skuId: string) => Math.max(...saved.map((by) => by.get(skuId) ?? 0));
  return offers.map((offer, at) => ({
    ...offer,
    skuIds: offer.skuIds.filter((skuId) => {
      const mine = saved[at]?.get(skuId) ?? 0;
      const isFirst = saved.findIndex((by) => (by.get(skuId) ?? 0) === best(skuId)) === at;
      return mine > 0 && mine === best(skuId) && isFirst;
    }),
  }));
}

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
  discounts: readonly LineDiscount[];
  /** The offers that acted on it: that took something off, or gave a gift or freight for it. */
  actedOnBy: readonly Offer[];
}

/**
 * A cart with a set of offers applied. Its lines are never changed, only replaced, so that carts
 * which share their first offers share what those left alone.
 */
export interface Worked {
  lines: readonly Readonly<WorkedLine>[];
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
  return worked;
}

/** The offer on top of what has been applied; false when it gives nothing. */
export function apply(worked: Worked, offer: Offer): boolean {
  const { proposal, open } = proposed(worked, offer);
  if (!isBenefit(proposal)) {
    worked.refused.push({ offer, unmet: proposal });
    return false;
  }
  worked.applied.push({ offer, benefit: proposal });
  worked.freesFreight ||= proposal.freesFreight;
  give(worked, offer, proposal, open);
  return true;
}

/** What the offer would give on top of what has been applied, and the lines it may act on. */
export function proposed(
  worked: Worked,
  offer: Offer,
): { proposal: Proposal; open: readonly WorkedLine[] } {
  const covered = coveredBy(offer, worked.lines);
  const apart = worked.applied.flatMap((one) => (mayCombine(one.offer, offer) ? [] : [one.offer]));
  const open =
    apart.length === 0
      ? covered
      : covered.filter((line) => !line.actedOnBy.some((earlier) => apart.includes(earlier)));
  const proposal = open.length === 0 ? nothingOpen(covered) : given(offer, propose(offer, open));
  return { proposal, open };
}

/** What takes no money acts on all the lines it counted: nothing else says that it did. */
function give(
  worked: Worked,
  offer: Offer,
  { discounts, gifts }: Benefit,
  open: readonly WorkedLine[],
): void {
  worked.gifts.push(...gifts.map((gift) => ({ ...gift, offer, earnedBy: open })));
  const offFen = new Map(discounts.map(({ skuId, amountFen }) => [skuId, amountFen]));
  const isOpen = new Set(open);
  worked.lines = worked.lines.map((line) => {
    const amountFen = offFen.get(line.skuId);
    if (!isOpen.has(line) || (amountFen === undefined && discounts.length > 0)) return line;
    const { skuId, quantity, unitPriceFen } = line;
    const actedOnBy = line.actedOnBy.concat(offer);
    if (amountFen === undefined) return { ...line, actedOnBy };
    const dueFen = fen(line.dueFen - amountFen);
    const taken = line.discounts.concat({ offer, amountFen });
    return { skuId, quantity, unitPriceFen, dueFen, discounts: taken, actedOnBy };
  });
  worked.dueFen = fen(worked.dueFen - sumFen(discounts.map((one) => one.amountFen)));
}

function untouched(goods: readonly Goods[]): Worked {
  const lines = goods.map(({ skuId, quantity, unitPriceFen }) => ({
    ...{ skuId, quantity, unitPriceFen },
    dueFen: fen(unitPriceFen * quantity),
    discounts: [],
    actedOnBy: [],
  }));
  const dueFen = sumFen(lines.map((line) => line.dueFen));
  return { lines, applied: [], refused: [], gifts: [], freesFreight: false, dueFen };
}

/** The SKUs of a list as a set, made once for the thousands of carts it is looked up in. */
const coverage = new WeakMap<readonly string[], ReadonlySet<string>>();

/** The lines an offer covers. */
export function coveredBy<Line extends Goods>(
  { skuIds }: Pick<Offer, 'skuIds'>,
  lines: readonly Line[],
): readonly Line[] {
  const covered = coverage.get(skuIds) ?? new Set(skuIds);
  coverage.set(skuIds, covered);
  return lines.filter((line) => covered.has(line.skuId));
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
    const proposal = propose(offer, coveredBy(offer, lines));
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

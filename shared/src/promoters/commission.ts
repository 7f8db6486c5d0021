import type { CommissionRule } from '../api/ops/promoters.js';
import { allocate, fen, sumFen, type Fen } from '../money.js';

const BPS = 10_000;

/** At most two (禁止传销条例 art. 7, and WeChat's own rules): there is no third anywhere. */
export const COMMISSION_LEVELS = [1, 2] as const;
export type CommissionLevel = (typeof COMMISSION_LEVELS)[number];

/** Of what is paid for goods: to whoever brought the shopper, and to who recruited them. */
export interface CommissionRates {
  level1Bps: number;
  level2Bps: number;
}

/** A product with its category and those above, the nearest first. */
export interface SoldPlace {
  productId: string;
  categoryIds: readonly string[];
}

/** Someone who earns by an order. */
export interface Earner {
  level: CommissionLevel;
  promoterId: string;
  rank: number;
}

/** As much of a promoter as decides whether they earn. */
export interface KnownPromoter {
  shopperId: string;
  rank: number;
  isApproved: boolean;
  recruitedBy: string | null;
}

/**
 * Who earns by what a shopper bought: the promoter who brought them, then the one who recruited
 * that promoter. Nobody takes the place of one who is not approved, and nobody earns twice.
 * @param promoters those that could earn; whoever is missing is no promoter
 */
export function earnersOf(
  { buyerId, ownerId }: { buyerId: string; ownerId: string | null },
  promoters: readonly KnownPromoter[],
  rule: Pick<CommissionRule, 'isOn' | 'levels' | 'ownPurchasesEarn'>,
): Earner[] {
  if (!rule.isOn) return [];
  const approved = (id: string | null) =>
    promoters.find(({ shopperId, isApproved }) => isApproved && shopperId === id);
  const self = rule.ownPurchasesEarn ? approved(buyerId) : undefined;
  const first = self ?? (ownerId === buyerId ? undefined : approved(ownerId));
  if (!first) return [];
  const second = rule.levels === 2 ? approved(first.recruitedBy) : undefined;
  const earners = [earner(first, 1)];
  if (!second || second.shopperId === buyerId || second.shopperId === first.shopperId)
    return earners;
  return [...earners, earner(second, 2)];
}

function earner({ shopperId, rank }: KnownPromoter, level: CommissionLevel): Earner {
  return { level, promoterId: shopperId, rank };
}

/**
 * The rates of a product for a promoter of some rank, before the sum of both is capped. The most
 * specific win: product, nearest category, rank, default.
 */
export function ratesFor(rule: CommissionRule, place: SoldPlace, rank: number): CommissionRates {
  const ofProduct = rule.products.find(({ productId }) => productId === place.productId);
  if (ofProduct) return ofProduct;
  for (const id of place.categoryIds) {
    const ofCategory = rule.categories.find(({ categoryId }) => categoryId === id);
    if (ofCategory) return ofCategory;
  }
  return rule.ranks.find((one) => one.rank === rank) ?? rule.rates;
}

/** The rate of each earner for a product: the first level's first, the rest of the cap after it. */
export function earnerRates(
  rule: CommissionRule,
  place: SoldPlace,
  earners: readonly Earner[],
): { earner: Earner; rateBps: number }[] {
  let leftBps = rule.sumMaxBps;
  return earners.map((earner) => {
    const rates = ratesFor(rule, place, earner.rank);
    const wanted = earner.level === 1 ? rates.level1Bps : rates.level2Bps;
    const rateBps = Math.min(wanted, leftBps);
    leftBps -= rateBps;
    return { earner, rateBps };
  });
}

/** An order as its commission sees it. */
export interface CountedOrder {
  /** What of each line was to be paid, discounts taken off. */
  payablesFen: readonly Fen[];
  freightFen: Fen;
  /** What was paid through WeChat and by principal. Bonus and points are the shop's own gifts. */
  countedFen: Fen;
}

/**
 * What of each line counts for commission (case 52): its share of what was paid in money. An order
 * of nothing but bonus, points or discounts counts for nothing.
 */
export function countedByLine({ payablesFen, freightFen, countedFen }: CountedOrder): Fen[] {
  return allocate(countedFen, [...payablesFen, freightFen]).slice(0, -1);
}

/** The commission of a counted amount, a broken fen in the shop's favour. */
export function commissionOf(countedFen: Fen, rateBps: number): Fen {
  const [part = fen(0)] = allocate(countedFen, [rateBps, BPS - rateBps]);
  return part;
}

/**
 * What is left of a line's commission when so much of the line is given back. Cumulative, so that
 * several refunds come to the same as one, and the last fen takes all of it.
 */
export function commissionLeft(
  commissionFen: Fen,
  { payableFen, refundedFen }: { payableFen: Fen; refundedFen: Fen },
): Fen {
  if (payableFen === 0) return commissionFen;
  const backFen = Math.min(payableFen, refundedFen);
  const [left = fen(0)] = allocate(commissionFen, [payableFen - backFen, backFen]);
  return left;
}

/** The highest share of its goods that an order can cost in commission under a rule. */
export function highestBps({ sumMaxBps, levels, ...rule }: CommissionRule): number {
  const all = [rule.rates, ...rule.ranks, ...rule.categories, ...rule.products];
  const first = Math.max(...all.map(({ level1Bps }) => level1Bps));
  const second = levels === 2 ? Math.max(...all.map(({ level2Bps }) => level2Bps)) : 0;
  return Math.min(sumMaxBps, first + second);
}

/** The highest rate that whoever brings a shopper can get: what the promoter centre tells. */
export function highestFirstBps(rule: CommissionRule): number {
  return highestBps({ ...rule, levels: 1 });
}

/** A product of an order that might be placed. */
export interface PreviewedLine extends SoldPlace {
  paidFen: Fen;
}

/** What a rule would give for such an order, by level. */
export function previewCommission(
  rule: CommissionRule,
  lines: readonly PreviewedLine[],
  ranks: readonly number[],
): { level: CommissionLevel; amountFen: Fen; rateBps: number[] }[] {
  const earners = ranks
    .slice(0, rule.levels)
    .map((rank, at): Earner => ({ level: at === 0 ? 1 : 2, promoterId: String(at), rank }));
  return earners.map(({ level }) => {
    const rateBps = lines.map((line) => {
      const found = earnerRates(rule, line, earners).find((one) => one.earner.level === level);
      return found?.rateBps ?? 0;
    });
    const parts = lines.map(({ paidFen }, at) => commissionOf(paidFen, rateBps[at] ?? 0));
    return { level, amountFen: sumFen(parts), rateBps };
  });
}

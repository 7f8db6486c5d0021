import { allocate, fen, sumFen, timesFen, type Fen } from '../money.js';
import { moneyOff, unmet, type Benefit, type OpenLine, type PromotionRule } from './offer.js';

export type CouponBenefit =
  | { kind: 'amount'; offFen: Fen }
  /** `offBps` of 2,000 is 八折. */
  | { kind: 'percent'; offBps: number; capFen: Fen | null }
  | { kind: 'free-freight' }
  /** 兑换券: one unit of what it covers. */
  | { kind: 'exchange' };

export interface CouponRule {
  benefit: CouponBenefit;
  /** What the goods it covers must still cost. */
  minimumFen: Fen;
}

export const coupon: PromotionRule<CouponRule> = ({ rule }, lines) => {
  const baseFen = sumFen(lines.map((line) => line.dueFen));
  if (baseFen < rule.minimumFen) {
    const missingFen = fen(rule.minimumFen - baseFen);
    return unmet('threshold', { missingFen, missingQuantity: null, savesFen: null });
  }
  const { benefit } = rule;
  if (benefit.kind === 'free-freight') return { ...moneyOff([], 1), freesFreight: true };
  if (benefit.kind === 'exchange') return exchanged(lines);
  const offFen = fen(Math.min(baseFen, offOf(benefit, baseFen)));
  const parts = allocate(
    offFen,
    lines.map((line) => line.dueFen),
  );
  return moneyOff(
    lines.map(({ skuId }, at) => ({ skuId, amountFen: parts[at] ?? fen(0) })),
    1,
  );
};

/** A percentage is floored: a fen that cannot be divided stays with the shop. */
function offOf(
  benefit: Extract<CouponBenefit, { kind: 'amount' | 'percent' }>,
  baseFen: Fen,
): number {
  if (benefit.kind === 'amount') return benefit.offFen;
  const offFen = Math.floor(timesFen(baseFen, benefit.offBps) / 10_000);
  return Math.min(offFen, benefit.capFen ?? Infinity);
}

/** The dearest unit is free. */
function exchanged(lines: readonly OpenLine[]): Benefit {
  const units = lines.map(({ skuId, quantity, dueFen }) => ({
    skuId,
    amountFen: allocate(dueFen, [quantity - 1, 1]).at(-1) ?? fen(0),
  }));
  const dearest = units.reduce((a, b) => (b.amountFen > a.amountFen ? b : a));
  return moneyOff([dearest], 1);
}

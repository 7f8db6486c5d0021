import { allocate, fen, sumFen, timesFen, type Fen } from '../money.js';
import { moneyOff, unmet, type NextStep, type OpenLine, type PromotionRule } from './offer.js';

/** 满减 takes an amount off, 满折 a percentage in basis points. */
export type Reduction = { kind: 'amount'; offFen: Fen } | { kind: 'percent'; offBps: number };

/** What is counted: money left to pay, or units (满 2 件 8 折). */
export interface FullReductionRule {
  counts: 'fen' | 'units';
  /** Ascending in `from` and in what they take off; the highest that is reached counts. */
  tiers: readonly { from: number; reduction: Reduction }[];
  /** 每满减: the only tier, an amount, again for every `from` that is reached. */
  repeats: boolean;
}

export const fullReduction: PromotionRule<FullReductionRule> = ({ rule }, lines) => {
  const have = counted(rule, lines);
  const reached = rule.tiers.filter((tier) => tier.from <= have).at(-1);
  const next = nextStep(rule, have);
  if (!reached) return unmet('threshold', next);
  const baseFen = sumFen(lines.map((line) => line.dueFen));
  const times = rule.repeats ? Math.floor(have / reached.from) : 1;
  const offFen = fen(Math.min(baseFen, worth(reached.reduction, baseFen) * times));
  const parts = allocate(
    offFen,
    lines.map((line) => line.dueFen),
  );
  return moneyOff(
    lines.map(({ skuId }, at) => ({ skuId, amountFen: parts[at] ?? fen(0) })),
    1,
    next,
  );
};

function counted({ counts }: FullReductionRule, lines: readonly OpenLine[]): number {
  return counts === 'fen'
    ? sumFen(lines.map((line) => line.dueFen))
    : lines.reduce((sum, line) => sum + line.quantity, 0);
}

/** A percentage is floored: a fen that cannot be divided stays with the shop. */
function worth(reduction: Reduction, baseFen: Fen): number {
  if (reduction.kind === 'amount') return reduction.offFen;
  return Math.floor(timesFen(baseFen, reduction.offBps) / 10_000);
}

function nextStep(rule: FullReductionRule, have: number): NextStep | null {
  const [first] = rule.tiers;
  const isAgain = rule.repeats && first !== undefined && have >= first.from;
  const tier = isAgain ? first : rule.tiers.find(({ from }) => from > have);
  if (!tier) return null;
  const times = isAgain ? Math.floor(have / tier.from) + 1 : 1;
  const missing = tier.from * times - have;
  const { reduction } = tier;
  if (rule.counts === 'fen') {
    const savesFen = fen(worth(reduction, fen(tier.from)) * times);
    return { missingFen: fen(missing), missingQuantity: null, savesFen };
  }
  // What a percentage saves depends on which units are still to come.
  const savesFen = reduction.kind === 'amount' ? timesFen(reduction.offFen, times) : null;
  return { missingFen: null, missingQuantity: missing, savesFen };
}

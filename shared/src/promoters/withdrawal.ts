import type { WithdrawalRule } from '../api/ops/promoters.js';
import { fen, type Fen } from '../money.js';
import type { RefusalCode } from '../refusal.js';

const BPS = 10_000;

/** What a promoter has and has withdrawn, what is on its way included. */
export interface WithdrawalFacts {
  settledFen: Fen;
  todayFen: Fen;
  todayTimes: number;
  monthFen: Fen;
  monthTaxFen: Fen;
}

/** Why a sum cannot be withdrawn now, with the figure that stands against it; null when it can. */
export function refusalToWithdraw(
  amountFen: Fen,
  facts: WithdrawalFacts,
  rule: WithdrawalRule,
): { code: RefusalCode; facts: Record<string, number> } | null {
  if (amountFen < rule.minFen) return limit({ minFen: rule.minFen });
  if (amountFen > facts.settledFen)
    return { code: 'COMMISSION_INSUFFICIENT', facts: { settledFen: facts.settledFen } };
  if (facts.todayTimes >= rule.dailyTimesMax) return limit({ dailyTimesMax: rule.dailyTimesMax });
  if (facts.todayFen + amountFen > rule.dailyMaxFen)
    return limit({ dailyMaxFen: rule.dailyMaxFen });
  const { above, freeMonthlyFen } = rule.tax;
  const isTaxed = facts.monthFen + amountFen > freeMonthlyFen;
  return isTaxed && above === 'refused' ? limit({ freeMonthlyFen }) : null;
}

function limit(facts: Record<string, number>) {
  return { code: 'WITHDRAWAL_LIMIT' as const, facts };
}

/**
 * The tax on labour income (劳务报酬) of a month, a broken fen rounded down. Up to `flatUpToFen` the
 * free amount is deducted from it, above that `costBps` of it; its figures are configuration.
 */
export function monthlyTax(incomeFen: Fen, rule: WithdrawalRule['tax']): Fen {
  const { freeMonthlyFen, flatUpToFen, costBps, brackets } = rule;
  if (incomeFen <= freeMonthlyFen) return fen(0);
  const taxable =
    incomeFen <= flatUpToFen
      ? incomeFen - freeMonthlyFen
      : incomeFen - Math.floor((incomeFen * costBps) / BPS);
  const bracket = brackets.find(({ upToFen }) => upToFen === null || taxable <= upToFen);
  if (!bracket) return fen(0);
  return fen(Math.max(0, Math.floor((taxable * bracket.rateBps) / BPS) - bracket.lessFen));
}

/** What is withheld of one withdrawal: the month's tax with it, less what was withheld before. */
export function withheldOf(
  amountFen: Fen,
  { monthFen, monthTaxFen }: Pick<WithdrawalFacts, 'monthFen' | 'monthTaxFen'>,
  rule: WithdrawalRule['tax'],
): Fen {
  const dueFen = monthlyTax(fen(monthFen + amountFen), rule) - monthTaxFen;
  return fen(Math.min(amountFen, Math.max(0, dueFen)));
}

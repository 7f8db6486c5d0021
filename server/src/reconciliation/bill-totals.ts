import { fen, sumFen, type BillTotals, type MoneyLine } from '@siyu/shared';
import type { Bills } from './fetch-bills.js';
import { transfersIn } from './fund-flow-bill.js';

/** What both bills of a day say in all. Refunds that WeChat has not made yet are counted too. */
export function billTotals({ trades, funds }: Bills): BillTotals {
  const counted = (lines: readonly MoneyLine[]) => ({
    count: lines.length,
    sum: sumFen(lines.map(({ amountFen }) => amountFen)),
  });
  const payments = counted(trades.filter(({ subject }) => subject === 'payment'));
  const refunds = counted(
    trades.filter(({ subject, outcome }) => subject === 'refund' && outcome !== 'failed'),
  );
  const transfers = counted(transfersIn(funds).filter(({ outcome }) => outcome === 'done'));
  const moved = funds.map(({ netFen }) => netFen);
  return {
    ...{ payments: payments.count, paidFen: payments.sum },
    ...{ refunds: refunds.count, refundedFen: refunds.sum },
    feesFen: sumFen(trades.map(({ feeFen }) => feeFen)),
    ...{ transfers: transfers.count, transferredFen: transfers.sum },
    incomeFen: sumFen(moved.filter((net) => net > 0)),
    expenseFen: fen(0 - sumFen(moved.filter((net) => net < 0))),
    balanceFen: funds.at(-1)?.balanceFen ?? null,
  };
}

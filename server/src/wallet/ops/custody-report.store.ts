import type { WalletEntryKind } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { beijingMonthOf } from '../../platform/beijing-sql.js';
import { rows } from '../../platform/transaction.js';

export interface MonthRow {
  /** `YYYY-MM`, in Beijing. */
  month: string;
  kind: WalletEntryKind;
  side: 'principal' | 'bonus';
  amount: number;
}

/** What entries moved in all wallets together, what orders hold included. */
export function movedByMonth(db: Pick<EntityManager, 'query'>): Promise<MonthRow[]> {
  return rows<MonthRow>(
    db,
    `SELECT ${beijingMonthOf('entry.created_at')} AS month, entry.kind,
       IF(posting.account LIKE 'wallet.principal%', 'principal', 'bonus') AS side,
       SUM(posting.amount) AS amount
     FROM ledger_posting AS posting JOIN ledger_entry AS entry ON entry.id = posting.entry_id
     WHERE posting.account LIKE 'wallet.%' GROUP BY month, entry.kind, side ORDER BY month`,
  );
}

import type { ShopAccount } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { beijingMonthOf } from '../platform/beijing-sql.js';
import { rows } from '../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

/** What entries of one kind moved in one of the shop's accounts in a Beijing month. */
export interface Turnover {
  /** `YYYY-MM`. */
  month: string;
  kind: string;
  account: ShopAccount;
  amount: number;
}

/** By month, kind and account. Reads every posting of the time: for reports, not for pages. */
export async function turnoverOf(
  db: Reader,
  accounts: readonly ShopAccount[],
  { from, to }: { from: Date; to: Date },
): Promise<Turnover[]> {
  const found = await rows<Omit<Turnover, 'amount'> & { amount: string | number }>(
    db,
    `SELECT ${beijingMonthOf('entry.created_at')} AS month, entry.kind,
       posting.account, SUM(posting.amount) AS amount
     FROM ledger_entry AS entry JOIN ledger_posting AS posting ON posting.entry_id = entry.id
     WHERE entry.created_at >= ? AND entry.created_at < ? AND posting.account IN (?)
     GROUP BY month, entry.kind, posting.account`,
    [from, to, accounts],
  );
  return found.map((row) => ({ ...row, amount: Number(row.amount) }));
}

export async function turnoverBefore(
  db: Reader,
  accounts: readonly ShopAccount[],
  at: Date,
): Promise<number> {
  const [found] = await rows<{ amount: string | number }>(
    db,
    `SELECT COALESCE(SUM(posting.amount), 0) AS amount
     FROM ledger_entry AS entry JOIN ledger_posting AS posting ON posting.entry_id = entry.id
     WHERE entry.created_at < ? AND posting.account IN (?)`,
    [at, accounts],
  );
  return Number(found?.amount ?? 0);
}

import { NEGATIVE_ACCOUNTS, type Posting, type ShopperAccount } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

export interface EntryRow {
  id: string;
  businessKey: string;
  inputHash: string;
  kind: string;
  shopperId: string | null;
  referenceKind: string;
  referenceId: string;
  createdAt: Date;
}

/** A posting to a shopper's account, with the entry it is of. */
export interface StatementRow {
  number: number;
  entryId: string;
  kind: string;
  referenceKind: string;
  referenceId: string;
  at: Date;
  account: ShopperAccount;
  amount: number;
  balanceAfter: number;
}

/** @throws of the driver when the business key is taken, see `isDuplicate` */
export async function insertEntry(tx: Tx, entry: EntryRow): Promise<void> {
  await tx.query(
    `INSERT INTO ledger_entry (id, business_key, input_hash, kind, shopper_id, reference_kind,
       reference_id, created_at) VALUES (?)`,
    [
      [
        ...[entry.id, entry.businessKey, entry.inputHash, entry.kind, entry.shopperId],
        ...[entry.referenceKind, entry.referenceId, entry.createdAt],
      ],
    ],
  );
}

/** The entry of a business key, under a lock: a transaction that had it first has committed. */
export async function entryByKey(
  tx: Tx,
  businessKey: string,
): Promise<Pick<EntryRow, 'id' | 'inputHash'> | null> {
  const [found] = await rows<Pick<EntryRow, 'id' | 'inputHash'>>(
    tx,
    `SELECT id, input_hash AS inputHash FROM ledger_entry WHERE business_key = ?
     LOCK IN SHARE MODE`,
    [businessKey],
  );
  return found ?? null;
}

export async function isKnownEntry(db: Reader, businessKey: string): Promise<boolean> {
  const sql = 'SELECT 1 FROM ledger_entry WHERE business_key = ?';
  return (await rows(db, sql, [businessKey])).length > 0;
}

/**
 * Adds (or, negative, takes) in one statement, in the order of the accounts; how many had enough.
 * Those that this entry has moved already are passed over.
 */
export function addToBalances(
  tx: Tx,
  entryId: string,
  shopperId: string,
  postings: readonly Posting[],
): Promise<number> {
  const delta = `CASE account ${postings.map(() => 'WHEN ? THEN ?').join(' ')} END`;
  const byAccount = postings.flatMap(({ account, amount }) => [account, amount]);
  return affected(
    tx,
    `UPDATE ledger_balance SET balance = balance + ${delta}, last_entry_id = ?
     WHERE shopper_id = ? AND account IN (?) AND NOT (last_entry_id <=> ?)
       AND (balance + ${delta} >= 0 OR account IN (?))`,
    [
      ...[...byAccount, entryId, shopperId, postings.map(({ account }) => account), entryId],
      ...[...byAccount, NEGATIVE_ACCOUNTS],
    ],
  );
}

/** Gives a shopper these accounts, empty, where they have none yet. */
export async function openBalances(
  tx: Tx,
  shopperId: string,
  postings: readonly Posting[],
): Promise<void> {
  const values = postings.map(({ account }) => [shopperId, account, 0]);
  await tx.query('INSERT IGNORE INTO ledger_balance (shopper_id, account, balance) VALUES ?', [
    values,
  ]);
}

/** Inserts the postings of an entry; a shopper's with the balance as it stands after the move. */
export async function insertPostings(
  tx: Tx,
  entryId: string,
  shopperId: string | null,
  { own, shops }: { own: readonly Posting[]; shops: readonly Posting[] },
): Promise<void> {
  const balance = '(SELECT balance FROM ledger_balance WHERE shopper_id = ? AND account = ?)';
  const values = [...own.map(() => `(?, ?, ?, ?, ${balance})`), ...shops.map(() => '(?)')];
  await tx.query(
    `INSERT INTO ledger_posting (entry_id, account, shopper_id, amount, balance_after)
     VALUES ${values.join(', ')}`,
    [
      ...own.flatMap(({ account, amount }) => [
        ...[entryId, account, shopperId, amount, shopperId, account],
      ]),
      ...shops.map(({ account, amount }) => [entryId, account, null, amount, null]),
    ],
  );
}

export function balancesOf(
  db: Reader,
  shopperIds: readonly string[],
): Promise<{ shopperId: string; account: ShopperAccount; balance: number }[]> {
  return rows(
    db,
    `SELECT shopper_id AS shopperId, account, balance FROM ledger_balance
     WHERE shopper_id IN (?)`,
    [shopperIds],
  );
}

/** A shopper's postings to some accounts, newest first, those before `beforeNumber`. */
export function postingsOf(
  db: Reader,
  shopperId: string,
  accounts: readonly ShopperAccount[],
  { beforeNumber, limit }: { beforeNumber: number; limit: number },
): Promise<StatementRow[]> {
  return rows<StatementRow>(
    db,
    `SELECT posting.number, posting.entry_id AS entryId, entry.kind,
       entry.reference_kind AS referenceKind, entry.reference_id AS referenceId,
       entry.created_at AS at, posting.account, posting.amount,
       posting.balance_after AS balanceAfter
     FROM ledger_posting AS posting JOIN ledger_entry AS entry ON entry.id = posting.entry_id
     WHERE posting.shopper_id = ? AND posting.number < ? AND posting.account IN (?)
     ORDER BY posting.number DESC LIMIT ?`,
    [shopperId, beforeNumber, accounts, limit],
  );
}

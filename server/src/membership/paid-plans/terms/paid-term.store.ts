import type { Term, TermSource } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import type { Due } from '../../../platform/due-sweep.js';
import { affected, rows, type Tx } from '../../../platform/transaction.js';
import { where, type Condition } from '../../../platform/where.js';
import { termsOf, type PlanTerms } from '../plans/paid-plan.store.js';

type Db = Pick<EntityManager, 'query'>;

/** A stretch of paid membership, by the version of the plan it was bought by. */
export interface PaidTermRow extends Term {
  id: string;
  shopperId: string;
  planId: string;
  planVersion: number;
  source: TermSource;
  /** A purchase, one’s own or a friend’s; or an activation code. */
  sourceId: string;
  plan: PlanTerms;
  /** How often it has given its coupons, and when it does so next; null for never. */
  couponsGiven: number;
  couponsDueAt: Date | null;
}

/** Instants at which something of a term is due; null for never. */
interface DueAt {
  couponsDueAt: Date | null;
  remindAt: Date | null;
}

export type NewTerm = Omit<PaidTermRow, 'plan' | 'endedAt' | 'couponsGiven'> &
  DueAt & { createdAt: Date };

const SELECT = `SELECT term.id, term.shopper_id AS shopperId, term.plan_id AS planId,
    term.plan_version AS planVersion, term.source, term.source_id AS sourceId,
    term.is_trial AS isTrial, term.begins_at AS beginsAt, term.ends_at AS endsAt,
    term.ended_at AS endedAt, term.coupons_given AS couponsGiven,
    term.coupons_due_at AS couponsDueAt, bought.input
  FROM paid_term AS term JOIN paid_plan_version AS bought
    ON bought.plan_id = term.plan_id AND bought.version = term.plan_version`;

type Raw = Omit<PaidTermRow, 'plan' | 'isTrial'> & { isTrial: 0 | 1; input: string | object };

export async function insertTerm(tx: Tx, term: NewTerm): Promise<void> {
  await tx.query(
    `INSERT INTO paid_term (id, shopper_id, plan_id, plan_version, source, source_id, is_trial,
       begins_at, ends_at, coupons_due_at, remind_at, created_at) VALUES (?)`,
    [
      [
        ...[term.id, term.shopperId, term.planId, term.planVersion, term.source, term.sourceId],
        ...[term.isTrial ? 1 : 0, term.beginsAt, term.endsAt],
        ...[term.couponsDueAt, term.remindAt, term.createdAt],
      ],
    ],
  );
}

/** When the last of a shopper's terms that were not given back ends; null for none. */
export async function lastEnd(db: Db, shopperId: string): Promise<Date | null> {
  const [found] = await rows<{ endsAt: Date | null }>(
    db,
    'SELECT MAX(ends_at) AS endsAt FROM paid_term WHERE shopper_id = ? AND ended_at IS NULL',
    [shopperId],
  );
  return found?.endsAt ?? null;
}

/** The term that runs at an instant; null where none does. */
export async function runningTerm(
  db: Db,
  shopperId: string,
  now: Date,
): Promise<PaidTermRow | null> {
  return (await runningTerms(db, [shopperId], now))[0] ?? null;
}

/** Those that run for these shoppers; one has no more than one at a time. */
export async function runningTerms(
  db: Db,
  shopperIds: readonly string[],
  now: Date,
): Promise<PaidTermRow[]> {
  const found = await rows<Raw>(
    db,
    `${SELECT} WHERE term.shopper_id IN (?) AND term.begins_at <= ? AND term.ends_at > ?
       AND term.ended_at IS NULL`,
    [shopperIds, now, now],
  );
  return found.map(typed);
}

/** The one term of a condition. */
export async function findTerm(db: Db, [sql, value]: Condition): Promise<PaidTermRow | null> {
  const [found] = await rows<Raw>(db, `${SELECT} WHERE ${sql}`, [value]);
  return found ? typed(found) : null;
}

/** The term that a purchase began, its buyer’s or a friend’s; null where none did. */
export async function termOfPurchase(db: Db, purchaseId: string): Promise<PaidTermRow | null> {
  const sql = `${SELECT} WHERE term.source IN ('purchase', 'gift') AND term.source_id = ?`;
  const [found] = await rows<Raw>(db, sql, [purchaseId]);
  return found ? typed(found) : null;
}

/** Terms of a shopper that have not begun, in the order in which they do. */
export async function upcomingTerms(db: Db, shopperId: string, now: Date): Promise<PaidTermRow[]> {
  const sql = `${SELECT} WHERE term.shopper_id = ? AND term.begins_at > ? AND term.ended_at IS NULL
    ORDER BY term.begins_at`;
  return (await rows<Raw>(db, sql, [shopperId, now])).map(typed);
}

/** Terms that fit, newest first. */
export async function termsWhere(
  db: Db,
  conditions: readonly Condition[],
  limit: number,
): Promise<PaidTermRow[]> {
  const { clause, parameters } = where(conditions);
  const sql = `${SELECT} ${clause} ORDER BY term.id DESC LIMIT ?`;
  return (await rows<Raw>(db, sql, [...parameters, limit])).map(typed);
}

/** A shopper's terms, the last to end first. */
export async function termsOfShopper(
  db: Db,
  shopperId: string,
  limit: number,
): Promise<PaidTermRow[]> {
  const sql = `${SELECT} WHERE term.shopper_id = ? ORDER BY term.ends_at DESC, term.id DESC LIMIT ?`;
  return (await rows<Raw>(db, sql, [shopperId, limit])).map(typed);
}

/** A term whose coupons are due, by when. */
export interface DueTerm extends Due {
  shopperId: string;
}

export function termsDueCoupons(db: Db, now: Date, after: Due, limit: number): Promise<DueTerm[]> {
  return rows<DueTerm>(
    db,
    `SELECT id, shopper_id AS shopperId, coupons_due_at AS dueAt FROM paid_term
     WHERE coupons_due_at <= ? AND ended_at IS NULL AND ends_at > ?
       AND coupons_due_at >= ? AND (coupons_due_at > ? OR id > ?)
     ORDER BY coupons_due_at, id LIMIT ?`,
    [now, now, after.dueAt, after.dueAt, after.id, limit],
  );
}

/** Counts one giving of coupons that is due at `now`; false when another counted it. */
export async function noteCoupons(
  tx: Tx,
  { id, couponsGiven }: Pick<PaidTermRow, 'id' | 'couponsGiven'>,
  { now, nextAt }: { now: Date; nextAt: Date | null },
): Promise<boolean> {
  const noted = await affected(
    tx,
    `UPDATE paid_term SET coupons_given = coupons_given + 1, coupons_due_at = ?
     WHERE id = ? AND coupons_given = ? AND coupons_due_at <= ? AND ended_at IS NULL`,
    [nextAt, id, couponsGiven, now],
  );
  return noted === 1;
}

/** Puts a term that has not begun where it begins now. */
export async function placeTerm(
  tx: Tx,
  id: string,
  { beginsAt, endsAt, couponsDueAt, remindAt }: Pick<NewTerm, 'beginsAt' | 'endsAt' | keyof DueAt>,
): Promise<void> {
  const sql = `UPDATE paid_term SET begins_at = ?, ends_at = ?, coupons_due_at = ?, remind_at = ?
    WHERE id = ?`;
  await tx.query(sql, [beginsAt, endsAt, couponsDueAt, remindAt, id]);
}

/** Its end is to be told of, also where that instant has passed: nothing follows it any more. */
export async function setRemindAt(tx: Tx, id: string, remindAt: Date | null): Promise<void> {
  await tx.query('UPDATE paid_term SET remind_at = ? WHERE id = ?', [remindAt, id]);
}

/** It was given back: from now on it gives nothing. */
export async function endTerm(tx: Tx, id: string, now: Date): Promise<void> {
  const sql = 'UPDATE paid_term SET ended_at = ?, coupons_due_at = NULL WHERE id = ?';
  await tx.query(sql, [now, id]);
}

function typed({ input, isTrial, ...row }: Raw): PaidTermRow {
  return { ...row, isTrial: isTrial === 1, plan: termsOf(input) };
}

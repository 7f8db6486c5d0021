import type { BenefitKind } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../../platform/transaction.js';
import { MEMBER_COLUMNS, type MemberRow } from '../members/member.store.js';

type Db = Pick<EntityManager, 'query'>;

/** One use of a benefit that is had so often a Beijing month. */
export interface BenefitUse {
  shopperId: string;
  kind: BenefitKind;
  /** What it is used for, once: an order. */
  reference: string;
  month: string;
}

/** Counts a use, if fewer than `max` are counted; null without limit. */
export async function countUse(tx: Tx, use: BenefitUse, max: number | null): Promise<boolean> {
  const key = [use.shopperId, use.kind, use.month];
  await tx.query('INSERT IGNORE INTO benefit_month VALUES (?, ?, ?, 0, ?)', [...key, max]);
  const counted = await affected(
    tx,
    `UPDATE benefit_month SET uses = uses + 1, uses_max = ?
     WHERE shopper_id = ? AND kind = ? AND month = ? AND uses < COALESCE(?, uses + 1)`,
    [max, ...key, max],
  );
  return counted === 1;
}

export async function insertUse(tx: Tx, use: BenefitUse, now: Date): Promise<void> {
  const { kind, reference, shopperId, month } = use;
  const values = [kind, reference, shopperId, month, now];
  await tx.query('INSERT INTO benefit_use VALUES (?, ?, ?, ?, ?)', values);
}

/** A use that was given back is as if it had never been; safe to repeat. */
export async function deleteUse(tx: Tx, kind: BenefitKind, reference: string): Promise<void> {
  const sql = `SELECT shopper_id AS shopperId, kind, reference, month FROM benefit_use
    WHERE kind = ? AND reference = ? FOR UPDATE`;
  const [use] = await rows<BenefitUse>(tx, sql, [kind, reference]);
  if (!use) return;
  await tx.query('DELETE FROM benefit_use WHERE kind = ? AND reference = ?', [kind, reference]);
  await tx.query(
    'UPDATE benefit_month SET uses = uses - 1 WHERE shopper_id = ? AND kind = ? AND month = ?',
    [use.shopperId, kind, use.month],
  );
}

/** What this member has used of each kind in a month. */
export async function usesIn(
  db: Db,
  shopperId: string,
  month: string,
): Promise<Map<string, number>> {
  const sql = 'SELECT kind, uses FROM benefit_month WHERE shopper_id = ? AND month = ?';
  const found = await rows<{ kind: string; uses: number }>(db, sql, [shopperId, month]);
  return new Map(found.map(({ kind, uses }) => [kind, uses]));
}

/** A shopper with what they used of one kind in a month. */
export interface MemberUses {
  shopperId: string;
  uses: number;
  /** Null while they have no row. */
  member: MemberRow | null;
}

/** These shoppers in one statement, whether or not they have a row as members. */
export async function membersWithUses(
  db: Db,
  shopperIds: readonly string[],
  kind: BenefitKind,
  month: string,
): Promise<MemberUses[]> {
  const asked = shopperIds.map(() => 'SELECT ? AS id').join(' UNION ALL ');
  const found = await rows<MemberRow & { id: string; uses: number }>(
    db,
    `SELECT asked.id, COALESCE(used.uses, 0) AS uses, ${MEMBER_COLUMNS} FROM (${asked}) AS asked
     LEFT JOIN member ON member.shopper_id = asked.id
     LEFT JOIN benefit_month AS used
       ON used.shopper_id = asked.id AND used.kind = ? AND used.month = ?`,
    [...shopperIds, kind, month],
  );
  return found.map(({ id, uses, ...member }) => ({
    ...{ shopperId: id, uses },
    member: isRow(member) ? member : null,
  }));
}

/** Of an outer join, whether there was a row. */
function isRow(member: { shopperId: string | null }): boolean {
  return member.shopperId !== null;
}

/** Counts uses of shoppers who are locked and had some left, in two statements for all of them. */
export async function insertUses(
  tx: Tx,
  uses: readonly (BenefitUse & { perMonth: number | null })[],
  now: Date,
): Promise<void> {
  await Promise.all([
    tx.query(
      `INSERT INTO benefit_month VALUES ?
       ON DUPLICATE KEY UPDATE uses = uses + 1, uses_max = VALUES(uses_max)`,
      [uses.map((use) => [use.shopperId, use.kind, use.month, 1, use.perMonth])],
    ),
    tx.query('INSERT INTO benefit_use VALUES ?', [
      uses.map((use) => [use.kind, use.reference, use.shopperId, use.month, now]),
    ]),
  ]);
}

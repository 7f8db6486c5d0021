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

/** A member with what they used of one kind in a month, in one statement; null for none. */
export async function memberWithUses(
  db: Db,
  shopperId: string,
  kind: BenefitKind,
  month: string,
): Promise<(MemberRow & { uses: number }) | null> {
  const [found] = await rows<MemberRow & { uses: number }>(
    db,
    `SELECT ${MEMBER_COLUMNS}, COALESCE((SELECT uses FROM benefit_month AS used
         WHERE used.shopper_id = member.shopper_id AND kind = ? AND month = ?), 0) AS uses
     FROM member WHERE member.shopper_id = ?`,
    [kind, month, shopperId],
  );
  return found ?? null;
}

import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../../platform/transaction.js';

/** A term that ends soon, of someone who asked to be told and has no other after it. */
export interface DueReminder {
  id: string;
  shopperId: string;
  planName: string;
  endsAt: Date;
  isWanted: 0 | 1;
}

export async function setReminder(
  tx: Tx,
  shopperId: string,
  wanted: boolean,
  now: Date,
): Promise<void> {
  if (wanted) await tx.query('INSERT IGNORE INTO paid_reminder VALUES (?, ?)', [shopperId, now]);
  else await tx.query('DELETE FROM paid_reminder WHERE shopper_id = ?', [shopperId]);
}

export async function isReminderWanted(
  db: Pick<EntityManager, 'query'>,
  shopperId: string,
): Promise<boolean> {
  const sql = 'SELECT 1 FROM paid_reminder WHERE shopper_id = ?';
  return (await rows(db, sql, [shopperId])).length > 0;
}

/** Takes terms whose end is to be told of; another instance takes others. */
export async function takeReminders(tx: Tx, now: Date, limit: number): Promise<DueReminder[]> {
  const due = await rows<DueReminder>(
    tx,
    `SELECT term.id, term.shopper_id AS shopperId, term.ends_at AS endsAt,
       (SELECT JSON_VALUE(input, '$.name') FROM paid_plan_version AS bought
         WHERE bought.plan_id = term.plan_id AND bought.version = term.plan_version) AS planName,
       term.ended_at IS NULL AND term.ends_at > ?
         AND EXISTS (SELECT 1 FROM paid_reminder WHERE paid_reminder.shopper_id = term.shopper_id)
         AND NOT EXISTS (SELECT 1 FROM paid_term AS later
           WHERE later.shopper_id = term.shopper_id AND later.ends_at > term.ends_at
             AND later.ended_at IS NULL) AS isWanted
     FROM paid_term AS term WHERE term.remind_at <= ?
     ORDER BY term.remind_at, term.id LIMIT ? FOR UPDATE SKIP LOCKED`,
    [now, now, limit],
  );
  if (due.length === 0) return [];
  const ids = due.map(({ id }) => id);
  await tx.query('UPDATE paid_term SET remind_at = NULL WHERE id IN (?)', [ids]);
  return due;
}

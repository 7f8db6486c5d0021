import type { EntityManager } from 'typeorm';
import { rows, type SingleWrite, type Tx } from '../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

/** Someone wants to be told before a slot begins. */
export interface FlashReminderRow {
  campaignId: string;
  startsAt: Date;
  shopperId: string;
}

/** One per shopper and slot; asking again changes nothing. */
export async function addReminder(single: SingleWrite, reminder: FlashReminderRow): Promise<void> {
  await single.query(
    'INSERT IGNORE INTO flash_reminder (campaign_id, starts_at, shopper_id) VALUES (?, ?, ?)',
    [reminder.campaignId, reminder.startsAt, reminder.shopperId],
  );
}

export function remindersOf(db: Db, shopperId: string): Promise<FlashReminderRow[]> {
  return rows(
    db,
    `SELECT campaign_id AS campaignId, starts_at AS startsAt, shopper_id AS shopperId
     FROM flash_reminder WHERE shopper_id = ? ORDER BY starts_at, campaign_id`,
    [shopperId],
  );
}

/** Takes reminders of slots that begin before `until`; another instance takes others. */
export async function takeReminders(
  tx: Tx,
  until: Date,
  limit: number,
): Promise<FlashReminderRow[]> {
  const due = await rows<FlashReminderRow>(
    tx,
    `SELECT campaign_id AS campaignId, starts_at AS startsAt, shopper_id AS shopperId
     FROM flash_reminder WHERE starts_at <= ? ORDER BY starts_at, campaign_id LIMIT ?
     FOR UPDATE SKIP LOCKED`,
    [until, limit],
  );
  if (due.length === 0) return [];
  await tx.query('DELETE FROM flash_reminder WHERE (shopper_id, campaign_id, starts_at) IN (?)', [
    due.map((one) => [one.shopperId, one.campaignId, one.startsAt]),
  ]);
  return due;
}

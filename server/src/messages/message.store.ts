import type { Message } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { isDuplicate, rows, type Tx } from '../platform/transaction.js';
import { where } from '../platform/where.js';

/**
 * What became of a message at WeChat: `none` has no template, `waiting` is to be sent, `sending`
 * has used up an acceptance, `unwanted` had none, `failed` WeChat would not take.
 */
export type Push = 'none' | 'waiting' | 'sending' | 'sent' | 'unwanted' | 'failed';

export interface MessageRow {
  id: string;
  shopperId: string;
  kind: Message['kind'];
  facts: Message['facts'];
  orderId: string | null;
  push: Push;
  readAt: Date | null;
  createdAt: Date;
}

const COLUMNS = `id, shopper_id AS shopperId, kind, facts, order_id AS orderId, push,
  read_at AS readAt, created_at AS createdAt`;

type Reader = Pick<EntityManager, 'query'>;

/** Inserts a message unless the shopper has had the one of this event; false then. */
export async function insertMessage(
  tx: Tx,
  message: Omit<MessageRow, 'readAt'> & { dedupe: string },
): Promise<boolean> {
  const { id, shopperId, kind, facts, orderId, dedupe, push, createdAt } = message;
  try {
    await tx.query(
      `INSERT INTO message (id, shopper_id, kind, facts, order_id, dedupe, push, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [id, shopperId, kind, JSON.stringify(facts), orderId, dedupe, push, createdAt],
    );
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** A shopper's messages, newest first, from the one before `cursor` on. */
export async function messagesOf(
  db: Reader,
  shopperId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<MessageRow[]> {
  const { clause, parameters } = where([
    ['shopper_id = ?', shopperId],
    ['id < ?', page.cursor],
  ]);
  const sql = `SELECT ${COLUMNS} FROM message ${clause} ORDER BY id DESC LIMIT ?`;
  const found = await rows<MessageRow>(db, sql, [...parameters, page.limit]);
  return found.map(typed);
}

export async function lockMessage(tx: Tx, id: string): Promise<MessageRow | null> {
  const sql = `SELECT ${COLUMNS} FROM message WHERE id = ? FOR UPDATE`;
  const [found] = await rows<MessageRow>(tx, sql, [id]);
  return found ? typed(found) : null;
}

export async function setPush(tx: Tx, id: string, push: Push): Promise<void> {
  await tx.query('UPDATE message SET push = ? WHERE id = ?', [push, id]);
}

export async function countUnread(db: Reader, shopperId: string): Promise<number> {
  const [found] = await rows<{ count: number }>(
    db,
    'SELECT COUNT(*) AS count FROM message WHERE shopper_id = ? AND read_at IS NULL',
    [shopperId],
  );
  return found?.count ?? 0;
}

/** Marks a shopper's messages as read: those named, or all. */
export async function markRead(
  tx: Tx,
  shopperId: string,
  ids: readonly string[] | null,
  now: Date,
): Promise<void> {
  const named = ids === null ? '' : 'AND id IN (?)';
  await tx.query(
    `UPDATE message SET read_at = ? WHERE shopper_id = ? AND read_at IS NULL ${named}`,
    [now, shopperId, ...(ids === null ? [] : [ids])],
  );
}

function typed(row: MessageRow): MessageRow {
  const facts: unknown = typeof row.facts === 'string' ? JSON.parse(row.facts) : row.facts;
  return { ...row, facts: facts as Message['facts'] };
}

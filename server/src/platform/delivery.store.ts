import type { EntityManager } from 'typeorm';
import { rows, type Tx } from './transaction.js';

export interface Delivery {
  id: string;
  listener: string;
  payload: string | object;
  attempts: number;
}

/** What may be delivered now: to these listeners, at most so many, or one delivery alone. */
export interface DueDeliveries {
  listeners: readonly string[];
  now: Date;
  limit: number;
  id?: string;
}

export async function insertDeliveries(
  tx: Tx,
  deliveries: readonly { id: string; listener: string; payload: object }[],
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO outbox_delivery (id, listener, payload, created_at, due_at)
     VALUES ${deliveries.map(() => '(?, ?, ?, ?, ?)').join(', ')}`,
    deliveries.flatMap(({ id, listener, payload }) => [
      ...[id, listener, JSON.stringify(payload), now, now],
    ]),
  );
}

/** Due deliveries, the oldest first. */
export function dueDeliveries(
  db: Pick<EntityManager, 'query'>,
  due: DueDeliveries,
): Promise<Delivery[]> {
  return selectDue(db, due, '');
}

/** The same, locked; those another instance works on are left out. */
export function lockDueDeliveries(tx: Tx, due: DueDeliveries): Promise<Delivery[]> {
  return selectDue(tx, due, 'FOR UPDATE SKIP LOCKED');
}

/**
 * Comes to these rows alone. By `IN` the database looks at every row of a short table, and waits for
 * those that others have just written, while it holds what the listeners wrote: a deadlock.
 */
export async function deleteDeliveries(tx: Tx, ids: readonly string[]): Promise<void> {
  const id = 'SELECT CONVERT(? USING ascii) COLLATE ascii_bin AS id';
  await tx.query(
    `DELETE outbox_delivery FROM (${ids.map(() => id).join(' UNION ALL ')}) AS delivered
     STRAIGHT_JOIN outbox_delivery ON outbox_delivery.id = delivered.id`,
    [...ids],
  );
}

/** Writes when a delivery is tried again, or that it never is. */
export async function postponeDelivery(
  tx: Tx,
  id: string,
  to: { attempts: number; dueAt: Date; isDead: boolean; lastError: string },
): Promise<void> {
  await tx.query(
    'UPDATE outbox_delivery SET attempts = ?, due_at = ?, dead = ?, last_error = ? WHERE id = ?',
    [to.attempts, to.dueAt, Number(to.isDead), to.lastError, id],
  );
}

function selectDue(
  db: Pick<EntityManager, 'query'>,
  { listeners, now, limit, id }: DueDeliveries,
  lock: '' | 'FOR UPDATE SKIP LOCKED',
): Promise<Delivery[]> {
  // Nobody listens yet: `IN ()` is no SQL.
  if (listeners.length === 0) return Promise.resolve([]);
  return rows<Delivery>(
    db,
    `SELECT id, listener, payload, attempts FROM outbox_delivery
     WHERE dead = 0 AND due_at <= ? AND listener IN (?) ${id === undefined ? '' : 'AND id = ?'}
     ORDER BY id LIMIT ${limit} ${lock}`,
    [now, listeners, ...(id === undefined ? [] : [id])],
  );
}

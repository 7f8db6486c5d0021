import { affected, isDuplicate, type Tx } from './transaction.js';

/**
 * Notes that a message from outside has arrived; false when it has been here before. Same
 * transaction as its effect, so it counts exactly once whatever the number of deliveries or
 * instances.
 */
export async function firstArrival(
  tx: Tx,
  source: string,
  messageId: string,
  now: Date,
): Promise<boolean> {
  try {
    await tx.query('INSERT INTO inbox_message (source, message_id, arrived_at) VALUES (?, ?, ?)', [
      source,
      messageId,
      now,
    ]);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** Forgets up to `limit` messages that arrived before; how many. */
export function deleteArrivalsBefore(tx: Tx, before: Date, limit: number): Promise<number> {
  return affected(tx, 'DELETE FROM inbox_message WHERE arrived_at < ? LIMIT ?', [before, limit]);
}

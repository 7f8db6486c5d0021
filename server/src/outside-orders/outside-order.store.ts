import type { Fen } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../platform/transaction.js';

export interface OutsideOrderRow {
  outsideId: string;
  customerId: string;
  orderedAt: Date;
  amountFen: Fen;
}

/** Those of a system's orders that are known, by its id of them. */
export async function knownOrders(
  db: Pick<EntityManager, 'query'>,
  source: string,
  outsideIds: readonly string[],
): Promise<Map<string, OutsideOrderRow>> {
  const found = await rows<OutsideOrderRow>(
    db,
    `SELECT outside_id AS outsideId, customer_id AS customerId, ordered_at AS orderedAt,
       amount_fen AS amountFen
     FROM outside_order WHERE source = ? AND outside_id IN (?)`,
    [source, outsideIds],
  );
  return new Map(found.map((row) => [row.outsideId, row]));
}

/** Writes orders that are new, and over those that are said to be otherwise now. */
export async function putOrders(
  tx: Tx,
  source: string,
  orders: readonly OutsideOrderRow[],
): Promise<void> {
  if (orders.length === 0) return;
  await tx.query(
    `INSERT INTO outside_order (source, outside_id, customer_id, ordered_at, amount_fen) VALUES ?
     ON DUPLICATE KEY UPDATE customer_id = VALUES(customer_id), ordered_at = VALUES(ordered_at),
       amount_fen = VALUES(amount_fen)`,
    [
      orders.map(({ outsideId, customerId, orderedAt, amountFen }) => [
        ...[source, outsideId, customerId, orderedAt, amountFen],
      ]),
    ],
  );
}

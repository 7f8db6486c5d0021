import { fen, type Fen } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';

/** What of a refund went back as points and balance, beside what WeChat sends. */
export interface RefundTender {
  refundId: string;
  pointsFen: Fen;
  balanceFen: Fen;
}

/** Notes it, once for a refund. */
export async function insertRefundTender(
  tx: Tx,
  orderId: string,
  { refundId, pointsFen, balanceFen }: RefundTender,
): Promise<void> {
  await tx.query(
    `INSERT INTO order_refund_tender (refund_id, order_id, points_fen, balance_fen)
     VALUES (?, ?, ?, ?)`,
    [refundId, orderId, pointsFen, balanceFen],
  );
}

/** Those of an order; none where it was paid through WeChat alone. */
export async function refundTendersOf(
  db: Pick<EntityManager, 'query'>,
  orderId: string,
): Promise<RefundTender[]> {
  const found = await rows<RefundTender>(
    db,
    `SELECT refund_id AS refundId, points_fen AS pointsFen, balance_fen AS balanceFen
     FROM order_refund_tender WHERE order_id = ?`,
    [orderId],
  );
  return found.map((one) => ({
    ...one,
    pointsFen: fen(one.pointsFen),
    balanceFen: fen(one.balanceFen),
  }));
}

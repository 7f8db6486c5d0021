import { fen, type MemberDetail } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';

/** What a shopper paid for and kept: orders that were paid and not refunded whole unsent. */
export async function orderFigures(
  db: Pick<EntityManager, 'query'>,
  shopperId: string,
): Promise<NonNullable<MemberDetail['orders']>> {
  const [found] = await rows<{
    paid: number;
    open: number | null;
    spent: number | null;
    last: Date;
  }>(
    db,
    `SELECT COUNT(paid_at) AS paid, SUM(state NOT IN ('completed', 'closed')) AS open,
       SUM(IF(paid_at IS NULL, 0, total_fen - refunded_fen)) AS spent, MAX(paid_at) AS last
     FROM orders WHERE shopper_id = ?`,
    [shopperId],
  );
  return {
    paid: Number(found?.paid ?? 0),
    open: Number(found?.open ?? 0),
    spentFen: fen(Number(found?.spent ?? 0)),
    lastPaidAt: found?.last?.toISOString() ?? null,
  };
}

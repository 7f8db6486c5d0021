import { fen, type Fen } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';

export interface BroughtRow {
  orders: number;
  commissionFen: Fen;
  lastPaidAt: Date;
}

/** What orders of these buyers gave the promoter who brought them; who gave nothing is missing. */
export async function broughtBy(
  db: Pick<EntityManager, 'query'>,
  promoterId: string,
  buyerIds: readonly string[],
): Promise<ReadonlyMap<string, BroughtRow>> {
  if (buyerIds.length === 0) return new Map();
  const found = await rows<BroughtRow & { id: string }>(
    db,
    `SELECT buyer_id AS id, COUNT(*) AS orders, SUM(left_fen) AS commissionFen,
       MAX(paid_at) AS lastPaidAt
     FROM commission_share
     WHERE promoter_id = ? AND level = 1 AND buyer_id IN (?) GROUP BY buyer_id`,
    [promoterId, buyerIds],
  );
  return new Map(
    found.map(({ id, orders, commissionFen, lastPaidAt }) => [
      id,
      { orders: Number(orders), commissionFen: fen(Number(commissionFen)), lastPaidAt },
    ]),
  );
}

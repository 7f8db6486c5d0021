import { fen, type Fen } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';

export interface BroughtRow {
  id: string;
  orders: number;
  commissionFen: Fen;
  lastPaidAt: Date;
}

/** Shoppers whom a promoter brought themselves and who bought since, newest shopper first. */
export async function broughtBy(
  db: Pick<EntityManager, 'query'>,
  promoterId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<BroughtRow[]> {
  const found = await rows<BroughtRow>(
    db,
    `SELECT buyer_id AS id, COUNT(*) AS orders, SUM(left_fen) AS commissionFen,
       MAX(paid_at) AS lastPaidAt
     FROM commission_share
     WHERE promoter_id = ? AND level = 1 AND (? IS NULL OR buyer_id < ?)
     GROUP BY buyer_id ORDER BY buyer_id DESC LIMIT ?`,
    [promoterId, before, before, limit],
  );
  return found.map((row) => ({
    ...row,
    orders: Number(row.orders),
    commissionFen: fen(Number(row.commissionFen)),
  }));
}

import { fen, type CommissionReportRow } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';

type Row = Omit<CommissionReportRow, 'phone'>;

/** Where a page of the report begins: after this promoter and level. */
export interface ReportPlace {
  promoterId: string;
  level: number;
}

const FIGURES = ['countedFen', 'givenFen', 'estimatedFen', 'frozenFen', 'settledFen'] as const;

/** By promoter and level, orders paid from one instant until before another. */
export async function reportPage(
  db: Pick<EntityManager, 'query'>,
  { from, until }: { from: Date; until: Date },
  after: ReportPlace,
  limit: number,
): Promise<Row[]> {
  const found = await rows<Record<string, string | number>>(
    db,
    `SELECT share.promoter_id AS promoterId, share.level, COUNT(*) AS orders,
       SUM((SELECT SUM(counted_fen) FROM commission
         WHERE commission.order_id = share.order_id AND commission.level = share.level))
         AS countedFen,
       SUM(given_fen) AS givenFen, SUM(IF(state = 'estimated', left_fen, 0)) AS estimatedFen,
       SUM(IF(state = 'frozen', left_fen, 0)) AS frozenFen,
       SUM(IF(state = 'settled', left_fen, 0)) AS settledFen,
       SUM(given_fen - left_fen) AS takenBackFen
     FROM commission_share AS share
     WHERE paid_at >= ? AND paid_at < ?
       AND (promoter_id > ? OR (promoter_id = ? AND share.level > ?))
     GROUP BY share.promoter_id, share.level ORDER BY share.promoter_id, share.level LIMIT ?`,
    [from, until, after.promoterId, after.promoterId, after.level, limit],
  );
  return found.map((row) => ({
    ...{ promoterId: String(row['promoterId']), level: row['level'] === 1 ? 1 : 2 },
    orders: Number(row['orders']),
    ...(Object.fromEntries(
      [...FIGURES, 'takenBackFen' as const].map((name) => [name, fen(Number(row[name]))]),
    ) as Pick<Row, (typeof FIGURES)[number] | 'takenBackFen'>),
  }));
}

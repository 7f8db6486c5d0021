import { Injectable } from '@nestjs/common';
import { beijingDay, fen, struckBasisFen, type Fen, type SaleDay } from '@siyu/shared';
import { rows, type Tx } from '../platform/transaction.js';

/** Units of a SKU that were really paid for, at what each of them cost the shopper. */
export interface Sale {
  skuId: string;
  unitPaidFen: Fen;
  paidAt: Date;
}

/** What SKUs really sold at, day by day: the proof behind a struck-through price. */
@Injectable()
export class SoldPrices {
  /** Records paid sales in one statement; the same ones again change nothing. */
  async record(tx: Tx, sales: readonly Sale[]): Promise<void> {
    if (sales.length === 0) return;
    const inOrder = [...sales].sort((a, b) => (a.skuId < b.skuId ? -1 : 1));
    const values = inOrder.map((sale) => [
      sale.skuId,
      beijingDay(sale.paidAt),
      sale.unitPaidFen,
      sale.unitPaidFen,
      sale.paidAt,
    ]);
    await tx.query(
      `INSERT INTO sku_sale_day (sku_id, day, lowest_fen, last_fen, last_at) VALUES ?
       ON DUPLICATE KEY UPDATE
         lowest_fen = LEAST(lowest_fen, VALUES(lowest_fen)),
         last_fen = IF(VALUES(last_at) >= last_at, VALUES(last_fen), last_fen),
         last_at = GREATEST(last_at, VALUES(last_at))`,
      [values],
    );
  }

  /** The highest price each SKU may strike through when its price changes now. */
  async basesAt(tx: Tx, skuIds: readonly string[], now: Date): Promise<Map<string, Fen | null>> {
    if (skuIds.length === 0) return new Map();
    const found = await rows<{ sku_id: string; day: string; lowest_fen: number; last_fen: number }>(
      tx,
      `SELECT sku_id, DATE_FORMAT(day, '%Y-%m-%d') AS day, lowest_fen, last_fen
       FROM sku_sale_day WHERE sku_id IN (?)`,
      [skuIds],
    );
    return new Map(
      skuIds.map((skuId) => {
        const days: SaleDay[] = found
          .filter((row) => row.sku_id === skuId)
          .map(({ day, lowest_fen, last_fen }) => ({
            day,
            lowestFen: fen(lowest_fen),
            lastFen: fen(last_fen),
          }));
        return [skuId, struckBasisFen(days, now)];
      }),
    );
  }
}

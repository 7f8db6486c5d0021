import { Injectable } from '@nestjs/common';
import { beijingDay, fen, struckBasisFen, type Fen, type SaleDay } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../platform/transaction.js';
import { CatalogVersion } from './catalog-version.js';

/** Units of a SKU that were really paid for, at what each of them cost the shopper. */
export interface Sale {
  skuId: string;
  unitPaidFen: Fen;
  paidAt: Date;
}

/** What a SKU may strike through at most, and since when it has its price. */
interface PricedSku {
  id: string;
  basisFen: number;
  changedAt: Date;
}

/** What SKUs really sold at, day by day: the proof behind a struck-through price. */
@Injectable()
export class SoldPrices {
  constructor(private readonly version: CatalogVersion) {}

  /** Records paid sales; the same ones again change nothing. */
  async record(tx: Tx, sales: readonly Sale[]): Promise<void> {
    if (sales.length === 0) return;
    const skuIds = sales.map((sale) => sale.skuId);
    await lockSkus(tx, skuIds);
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
    await this.lowerBases(tx, await pricedSkus(tx, skuIds), sales);
  }

  /** A sale from before the price changed that is heard of only now: the proof must hold for it. */
  private async lowerBases(
    tx: Tx,
    priced: readonly PricedSku[],
    sales: readonly Sale[],
  ): Promise<void> {
    const proven = priced.flatMap(({ id, basisFen, changedAt }) => {
      const late = sales.filter((sale) => sale.skuId === id && sale.paidAt <= changedAt);
      const lowestFen = Math.min(...late.map((sale) => sale.unitPaidFen));
      return lowestFen < basisFen ? [{ id, changedAt, lowestFen }] : [];
    });
    for (const { id, changedAt, lowestFen } of proven) {
      await tx.query('UPDATE sku SET struck_basis_fen = ? WHERE id = ?', [lowestFen, id]);
      await tx.query(
        'UPDATE price_history SET struck_basis_fen = ? WHERE sku_id = ? AND changed_at >= ?',
        [lowestFen, id, changedAt],
      );
    }
    if (proven.length > 0) await this.version.raise(tx);
  }

  /** The highest price each SKU may strike through when its price changes now; locks the SKUs. */
  async basesAt(tx: Tx, skuIds: readonly string[], now: Date): Promise<Map<string, Fen | null>> {
    if (skuIds.length === 0) return new Map();
    await lockSkus(tx, skuIds);
    return this.basesBefore(tx, skuIds, now);
  }

  /** The same for a price that is lowered at `at` without being changed: a campaign's. */
  async basesBefore(
    db: Pick<EntityManager, 'query'>,
    skuIds: readonly string[],
    at: Date,
  ): Promise<Map<string, Fen | null>> {
    const found = await rows<{ sku_id: string; day: string; lowest_fen: number; last_fen: number }>(
      db,
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
        return [skuId, struckBasisFen(days, at)];
      }),
    );
  }
}

/** Locked before either reads, a sale and a change of price hear one of the other. */
async function lockSkus(tx: Tx, skuIds: readonly string[]): Promise<void> {
  await tx.query('SELECT id FROM sku WHERE id IN (?) ORDER BY id FOR UPDATE', [skuIds]);
}

/** Those of which something may be struck through. A change of the list price alone is none. */
function pricedSkus(tx: Tx, skuIds: readonly string[]): Promise<PricedSku[]> {
  return rows<PricedSku>(
    tx,
    `SELECT sku.id, sku.struck_basis_fen AS basisFen, MIN(since.changed_at) AS changedAt
     FROM sku JOIN price_history since ON since.sku_id = sku.id
     WHERE sku.id IN (?) AND sku.struck_basis_fen IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM price_history other WHERE other.sku_id = sku.id
         AND other.price_fen <> sku.price_fen AND other.id >= since.id)
     GROUP BY sku.id, sku.struck_basis_fen`,
    [skuIds],
  );
}

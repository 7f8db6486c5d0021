import { Injectable } from '@nestjs/common';
import type { PlacedSku } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { grouped } from '@siyu/shared';
import { rows } from '../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

/** Where SKUs stand in the catalogue: their product, and their category with those above it. */
@Injectable()
export class SkuPlaces {
  /** By SKU id, in one statement; ids that were never ours are missing. */
  async of(db: Db, skuIds: readonly string[]): Promise<Map<string, PlacedSku>> {
    if (skuIds.length === 0) return new Map();
    return this.placed(db, 'sku.id IN (?)', [...new Set(skuIds)]);
  }

  /** Every SKU of a product, in one statement. */
  async ofProduct(db: Db, productId: string): Promise<PlacedSku[]> {
    return [...(await this.placed(db, 'sku.product_id = ?', productId)).values()];
  }

  private async placed(
    db: Db,
    condition: string,
    parameter: unknown,
  ): Promise<Map<string, PlacedSku>> {
    const found = await rows<{ skuId: string; productId: string; categoryId: string | null }>(
      db,
      `WITH RECURSIVE up AS (
         SELECT sku.id AS sku_id, sku.product_id, product.category_id
         FROM sku JOIN product ON product.id = sku.product_id WHERE ${condition}
         UNION ALL
         SELECT up.sku_id, up.product_id, category.parent_id
         FROM up JOIN category ON category.id = up.category_id)
       SELECT sku_id AS skuId, product_id AS productId, category_id AS categoryId FROM up`,
      [parameter],
    );
    return new Map(
      [...grouped(found, (row) => row.skuId)].map(([skuId, [first, ...more]]) => [
        skuId,
        {
          skuId,
          productId: first?.productId ?? '',
          categoryIds: [first, ...more].flatMap((row) => row?.categoryId || []),
        },
      ]),
    );
  }
}

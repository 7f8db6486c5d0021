import { Injectable } from '@nestjs/common';
import type { PlacedSku } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { grouped } from '@siyu/shared';
import { rows } from '../platform/transaction.js';

/** Where SKUs stand in the catalogue: their product, and their category with those above it. */
@Injectable()
export class SkuPlaces {
  /** By SKU id, in one statement; ids that were never ours are missing. */
  async of(
    db: Pick<EntityManager, 'query'>,
    skuIds: readonly string[],
  ): Promise<Map<string, PlacedSku>> {
    if (skuIds.length === 0) return new Map();
    const found = await rows<{ skuId: string; productId: string; categoryId: string | null }>(
      db,
      `WITH RECURSIVE up AS (
         SELECT sku.id AS sku_id, sku.product_id, product.category_id
         FROM sku JOIN product ON product.id = sku.product_id WHERE sku.id IN (?)
         UNION ALL
         SELECT up.sku_id, up.product_id, category.parent_id
         FROM up JOIN category ON category.id = up.category_id)
       SELECT sku_id AS skuId, product_id AS productId, category_id AS categoryId FROM up`,
      [[...new Set(skuIds)]],
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

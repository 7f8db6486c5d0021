import { Injectable } from '@nestjs/common';
import { fen, optionText, type QuotedSku } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../platform/transaction.js';
import { PictureUrls } from '../pictures/picture-url.js';
import { jsonColumn } from './json-column.js';

interface FactRow {
  id: string;
  product_id: string;
  title: string;
  option_values: string | string[];
  price_fen: number;
  stock: number;
  on_sale: 0 | 1;
  returnable: 0 | 1;
  picture_src: string | null;
  per_order_max: number | null;
}

/** What a quote must know of SKUs. */
@Injectable()
export class SkuFacts {
  constructor(private readonly pictures: PictureUrls) {}

  /** Facts by SKU id, read by one statement; ids that were never ours are missing. */
  async find(
    db: Pick<EntityManager, 'query'>,
    skuIds: readonly string[],
  ): Promise<Map<string, QuotedSku>> {
    if (skuIds.length === 0) return new Map();
    const found = await rows<FactRow>(
      db,
      `SELECT s.id, s.product_id, p.title, s.option_values, s.price_fen, s.stock, s.returnable,
              p.per_order_max, (p.published = 1 AND s.retired = 0) AS on_sale,
              COALESCE(s.picture_src, picture.src) AS picture_src
       FROM sku s JOIN product p ON p.id = s.product_id
       LEFT JOIN product_picture picture ON picture.product_id = p.id AND picture.position = 1
       WHERE s.id IN (?)`,
      [[...new Set(skuIds)]],
    );
    return new Map(found.map((row) => [row.id, this.fact(row)]));
  }

  /** The SKUs of a product that are on offer. */
  async idsOf(db: Pick<EntityManager, 'query'>, productId: string): Promise<string[]> {
    const sql = 'SELECT id FROM sku WHERE product_id = ? AND retired = 0';
    return (await rows<{ id: string }>(db, sql, [productId])).map(({ id }) => id);
  }

  private fact(row: FactRow): QuotedSku {
    return {
      skuId: row.id,
      productId: row.product_id,
      title: row.title,
      optionText: optionText(jsonColumn<string[]>(row.option_values)),
      pictureUrl: this.pictures.urlOrNull(row.picture_src),
      unitPriceFen: fen(row.price_fen),
      stock: row.stock,
      onSale: row.on_sale === 1,
      returnable: row.returnable === 1,
      perOrderMax: row.per_order_max,
    };
  }
}

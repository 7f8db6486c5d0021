import { Inject, Injectable } from '@nestjs/common';
import {
  struckPriceFen,
  type Fen,
  type OpsProduct,
  type OpsProductQuery,
  type OpsProductRow,
  type Page,
} from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { PictureUrls } from '../../pictures/picture-url.js';
import { Refusal } from '../../platform/refusal.js';
import { rows } from '../../platform/transaction.js';
import { sortedPageOf, positionOf } from '../page-cursor.js';
import { storedProducts, type StoredProduct } from './stored-product.js';

interface ListRow {
  id: string;
  handle: string;
  title: string;
  published: 0 | 1;
  priceFromFen: Fen;
  stock: number;
  src: string | null;
  updatedAt: Date;
}

/** Products as operators see them, those not on sale included. */
@Injectable()
export class OpsProducts {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly pictures: PictureUrls,
  ) {}

  /** @throws Refusal PRODUCT_NOT_FOUND */
  async show(db: Pick<EntityManager, 'query'>, id: string): Promise<OpsProduct> {
    const [stored] = await storedProducts(db, 'WHERE id = ?', [id]);
    if (!stored) throw new Refusal('PRODUCT_NOT_FOUND');
    return this.view(stored);
  }

  /** The product a SKU belongs to. @throws Refusal SKU_NOT_FOUND when it is not on offer */
  async productOf(skuId: string): Promise<string> {
    const [found] = await rows<{ id: string }>(
      this.db.manager,
      'SELECT product_id AS id FROM sku WHERE id = ? AND retired = 0',
      [skuId],
    );
    if (!found) throw new Refusal('SKU_NOT_FOUND');
    return found.id;
  }

  /** A page, newest first. */
  async list(query: OpsProductQuery): Promise<Page<OpsProductRow>> {
    const { conditions, parameters } = conditionsOf(query);
    const found = await rows<ListRow>(
      this.db.manager,
      `SELECT p.id, p.handle, p.title, p.published, p.price_from_fen AS priceFromFen,
         p.updated_at AS updatedAt, picture.src,
         (SELECT COALESCE(SUM(s.stock), 0) FROM sku s
          WHERE s.product_id = p.id AND s.retired = 0) AS stock
       FROM product p
       LEFT JOIN product_picture picture ON picture.product_id = p.id AND picture.position = 1
       WHERE ${['TRUE', ...conditions].join(' AND ')}
       ORDER BY p.id DESC LIMIT ${query.limit + 1}`,
      parameters,
    );
    const page = sortedPageOf(found, query.limit, ({ id }) => ({ value: id, id }));
    return {
      ...page,
      items: page.items.map(({ src, ...row }) => ({
        ...row,
        published: row.published === 1,
        stock: Number(row.stock),
        pictureUrl: this.pictures.urlOrNull(src),
        updatedAt: row.updatedAt.toISOString(),
      })),
    };
  }

  /** A stored product as the API shows it; withdrawn SKUs are left out. */
  private view(stored: StoredProduct): OpsProduct {
    const { id, version, handle, title, descriptionHtml, vendor, categoryId } = stored;
    return {
      ...{ id, version, handle, title, descriptionHtml, vendor, categoryId },
      tags: stored.tags,
      published: stored.published,
      perOrderMax: stored.perOrderMax,
      optionNames: stored.optionNames,
      pictures: stored.pictures.map(({ src, alt }) => ({ url: this.pictures.urlOf(src), alt })),
      skus: stored.skus
        .filter((sku) => !sku.retired)
        .map(({ pictureSrc, struckBasisFen, position: _position, retired: _retired, ...sku }) => ({
          ...sku,
          struckFen: struckPriceFen(sku.priceFen, sku.listPriceFen, struckBasisFen),
          pictureUrl: this.pictures.urlOrNull(pictureSrc),
        })),
    };
  }
}

function conditionsOf(query: OpsProductQuery): { conditions: string[]; parameters: unknown[] } {
  const conditions: string[] = [];
  const parameters: unknown[] = [];
  if (query.q) {
    const like = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(
      `(p.title LIKE ? OR p.handle LIKE ? OR EXISTS (
         SELECT 1 FROM sku s WHERE s.product_id = p.id AND s.code LIKE ?))`,
    );
    parameters.push(like, like, like);
  }
  if (query.published) {
    conditions.push('p.published = ?');
    parameters.push(query.published === 'true');
  }
  if (query.categoryId) {
    conditions.push('p.category_id = ?');
    parameters.push(query.categoryId);
  }
  if (query.cursor) {
    conditions.push('p.id < ?');
    parameters.push(positionOf(query.cursor).id);
  }
  return { conditions, parameters };
}

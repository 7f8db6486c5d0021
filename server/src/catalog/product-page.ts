import { Inject, Injectable } from '@nestjs/common';
import { fen, optionsOf, type Product, type Sku } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Refusal } from '../platform/refusal.js';
import { rows } from '../platform/transaction.js';
import { PictureUrls } from '../pictures/picture-url.js';
import { jsonColumn } from './json-column.js';
import { struckOf } from './product-lists.js';

interface ProductRow {
  id: string;
  title: string;
  description_html: string;
  vendor: string;
  tags: string | string[];
  option_names: string | string[];
  per_order_max: number | null;
}

interface SkuRow {
  id: string;
  code: string;
  option_values: string | string[];
  price_fen: number;
  list_price_fen: number | null;
  struck_basis_fen: number | null;
  stock: number;
  returnable: 0 | 1;
  picture_src: string | null;
}

const SKUS = `SELECT id, code, option_values, price_fen, list_price_fen, struck_basis_fen, stock,
  returnable, picture_src FROM sku WHERE product_id = ? AND retired = 0 ORDER BY position`;
const PICTURES = 'SELECT src, alt FROM product_picture WHERE product_id = ? ORDER BY position';
/** From the product's category up to the root. */
const PATH = `WITH RECURSIVE up AS (
  SELECT c.id, c.name, c.parent_id, 1 AS height
  FROM category c JOIN product p ON p.category_id = c.id WHERE p.id = ?
  UNION ALL SELECT c.id, c.name, c.parent_id, up.height + 1
  FROM category c JOIN up ON c.id = up.parent_id)
  SELECT id, name FROM up ORDER BY height DESC`;

/** Everything a shopper sees of one product. */
@Injectable()
export class ProductPage {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly pictures: PictureUrls,
  ) {}

  /** @throws Refusal PRODUCT_NOT_FOUND when there is none, or it is not published */
  async read(id: string): Promise<Product> {
    const db = this.db.manager;
    const [products, skus, pictures, categoryPath] = await Promise.all([
      rows<ProductRow>(db, 'SELECT * FROM product WHERE id = ? AND published = 1', [id]),
      rows<SkuRow>(db, SKUS, [id]),
      rows<{ src: string; alt: string }>(db, PICTURES, [id]),
      rows<{ id: string; name: string }>(db, PATH, [id]),
    ]);
    const product = products[0];
    if (!product || skus.length === 0) throw new Refusal('PRODUCT_NOT_FOUND');
    const shown = skus.map((row) => this.sku(row));
    return {
      id: product.id,
      title: product.title,
      descriptionHtml: product.description_html,
      pictures: pictures.map(({ src, alt }) => ({ url: this.pictures.urlOf(src), alt })),
      options: optionsOf(jsonColumn<string[]>(product.option_names), shown),
      skus: shown,
      categoryPath,
      tags: jsonColumn<string[]>(product.tags),
      vendor: product.vendor,
      perOrderMax: product.per_order_max,
    };
  }

  private sku(row: SkuRow): Sku {
    return {
      id: row.id,
      code: row.code,
      optionValues: jsonColumn<string[]>(row.option_values),
      priceFen: fen(row.price_fen),
      struckFen: struckOf(row),
      stock: row.stock,
      returnable: row.returnable === 1,
      pictureUrl: this.pictures.urlOrNull(row.picture_src),
    };
  }
}

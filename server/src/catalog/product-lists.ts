import { Inject, Injectable } from '@nestjs/common';
import {
  fen,
  grouped,
  struckPriceFen,
  type Fen,
  type Page,
  type ProductCard,
  type ProductListQuery,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { rows } from '../platform/transaction.js';
import { PictureUrls } from '../pictures/picture-url.js';
import { jsonColumn } from './json-column.js';
import { sortedPageOf, positionOf } from './page-cursor.js';

interface CardRow {
  id: string;
  title: string;
  tags: string | string[];
  position: number;
  price_from_fen: number;
  src: string | null;
  price_fen: number;
  list_price_fen: number | null;
  struck_basis_fen: number | null;
  stock: number;
}

const ORDERS = {
  recommended: { column: 'position', direction: 'ASC', after: '>' },
  newest: { column: 'id', direction: 'DESC', after: '<' },
  'price-up': { column: 'price_from_fen', direction: 'ASC', after: '>' },
  'price-down': { column: 'price_from_fen', direction: 'DESC', after: '<' },
} as const;

const CARD_COLUMNS = 'id, title, tags, position, price_from_fen';

/** The category with everything below it. */
const BELOW = `WITH RECURSIVE below AS (
  SELECT id FROM category WHERE id = ?
  UNION ALL SELECT child.id FROM category child JOIN below ON child.parent_id = below.id) `;

/** Published products as cards, each page read by one statement. */
@Injectable()
export class ProductLists {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly pictures: PictureUrls,
  ) {}

  /** A page of a list. A category includes the categories below it. */
  async list(query: ProductListQuery): Promise<Page<ProductCard>> {
    const { column, direction, after } = ORDERS[query.sort];
    const where = ['published = 1'];
    const parameters: unknown[] = [];
    if (query.categoryId) {
      where.push('category_id IN (SELECT id FROM below)');
      parameters.push(query.categoryId);
    }
    if (query.cursor) {
      const { value, id } = positionOf(query.cursor);
      where.push(`(${column}, id) ${after} (?, ?)`);
      parameters.push(value, id);
    }
    const found = await this.read(
      `SELECT ${CARD_COLUMNS} FROM product WHERE ${where.join(' AND ')}
       ORDER BY ${column} ${direction}, id ${direction} LIMIT ${query.limit + 1}`,
      `p.${column} ${direction}, p.id ${direction}`,
      parameters,
      query.categoryId ? BELOW : '',
    );
    const page = sortedPageOf(found, query.limit, ({ row }) => ({
      value: row[column],
      id: row.id,
    }));
    return { ...page, items: page.items.map(({ card }) => card) };
  }

  /** The cards of these products, in this order; unpublished ones are left out. */
  async byIds(ids: readonly string[]): Promise<ProductCard[]> {
    if (ids.length === 0) return [];
    const found = await this.read(
      `SELECT ${CARD_COLUMNS} FROM product WHERE published = 1 AND id IN (?)`,
      'p.id',
      [ids],
    );
    const cards = new Map(found.map(({ card }) => [card.id, card]));
    return ids.flatMap((id) => cards.get(id) ?? []);
  }

  /** Products chosen by a query, joined to their SKUs in one statement. */
  private async read(
    products: string,
    order: string,
    parameters: readonly unknown[],
    before = '',
  ): Promise<{ row: CardRow; card: ProductCard }[]> {
    const found = await rows<CardRow>(
      this.db.manager,
      `${before}SELECT p.id, p.title, p.tags, p.position, p.price_from_fen, picture.src,
              s.price_fen, s.list_price_fen, s.struck_basis_fen, s.stock
       FROM (${products}) p
       JOIN sku s ON s.product_id = p.id AND s.retired = 0
       LEFT JOIN product_picture picture ON picture.product_id = p.id AND picture.position = 1
       ORDER BY ${order}, s.position`,
      parameters,
    );
    return [...grouped(found, (row) => row.id).values()].map((skus) => {
      const row = skus[0] as CardRow;
      return { row, card: this.card(row, skus) };
    });
  }

  private card(product: CardRow, skus: readonly CardRow[]): ProductCard {
    const cheapest = skus.reduce((a, b) => (b.price_fen < a.price_fen ? b : a));
    return {
      id: product.id,
      title: product.title,
      pictureUrl: this.pictures.urlOrNull(product.src),
      priceFromFen: fen(cheapest.price_fen),
      priceVaries: skus.some((sku) => sku.price_fen !== cheapest.price_fen),
      struckFen: struckOf(cheapest),
      tags: jsonColumn<string[]>(product.tags),
      soldOut: skus.every((sku) => sku.stock === 0),
    };
  }
}

/** The price struck through beside a SKU's, by the law's rule. */
export function struckOf(
  sku: Pick<CardRow, 'price_fen' | 'list_price_fen' | 'struck_basis_fen'>,
): Fen | null {
  return struckPriceFen(
    fen(sku.price_fen),
    sku.list_price_fen === null ? null : fen(sku.list_price_fen),
    sku.struck_basis_fen === null ? null : fen(sku.struck_basis_fen),
  );
}

import { fen, type Fen, type GiftTerms, type Quote } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';
import type { NewOrder } from '../purchase/new-order.store.js';

export interface OrderLineRow {
  id: string;
  orderId: string;
  skuId: string;
  productId: string;
  title: string;
  optionText: string;
  pictureUrl: string | null;
  unitPriceFen: Fen;
  quantity: number;
  payableFen: Fen;
  /** Given back of it since, though the goods were kept: their price was lowered. */
  rebateFen: Fen;
  returnable: boolean;
  /** The offer that gave it; null for what was bought. */
  giftOf: string | null;
  /** What it was given by and for; null for what was bought. */
  giftTerms: GiftTerms | null;
  /** The campaign whose own stock it came out of; null for the ordinary one. */
  stockOf: string | null;
  shippedQuantity: number;
  /** Not sent, and kept back while an after-sale about them is open. */
  withheldQuantity: number;
  /** Never sent: their money went back. */
  cancelledQuantity: number;
  afterSaleQuantity: number;
  refundedFen: Fen;
}

const LINE_COLUMNS = `id, order_id AS orderId, sku_id AS skuId, product_id AS productId, title,
  option_text AS optionText, picture_url AS pictureUrl, unit_price_fen AS unitPriceFen, quantity,
  payable_fen AS payableFen, rebate_fen AS rebateFen, returnable, gift_of AS giftOf,
  gift_terms AS giftTerms,
  stock_of AS stockOf, shipped_quantity AS shippedQuantity,
  withheld_quantity AS withheldQuantity, cancelled_quantity AS cancelledQuantity,
  after_sale_quantity AS afterSaleQuantity, refunded_fen AS refundedFen`;

type Placed = Pick<NewOrder, 'id' | 'quote' | 'stockOf'>;

/** Inserts the lines of these orders in one statement. */
export async function insertOrderLines(
  tx: Tx,
  orders: readonly Placed[],
  nextId: () => string,
): Promise<void> {
  const values = orders.flatMap((order) => order.quote.lines.map(valuesOf(order, nextId)));
  await tx.query(
    `INSERT INTO order_line (id, order_id, sku_id, product_id, title, option_text, picture_url,
       unit_price_fen, quantity, amount_fen, discount_fen, payable_fen, returnable, discounts,
       gift_of, gift_terms, stock_of) VALUES ?`,
    [values],
  );
}

const valuesOf =
  ({ id, stockOf }: Placed, nextId: () => string) =>
  (line: Quote['lines'][number]) => [
    nextId(),
    id,
    line.skuId,
    line.productId,
    line.title,
    line.optionText,
    line.pictureUrl,
    line.unitPriceFen,
    line.quantity,
    line.amountFen,
    line.discountFen,
    line.payableFen,
    Number(line.returnable),
    line.discounts.length === 0 ? null : JSON.stringify(line.discounts),
    line.giftOf,
    line.giftTerms === null ? null : JSON.stringify(line.giftTerms),
    line.giftOf === null ? (stockOf.get(line.skuId) ?? null) : null,
  ];

/** Lines of these orders, in the order they were placed. */
export async function linesOf(
  db: Pick<EntityManager, 'query'>,
  orderIds: readonly string[],
): Promise<OrderLineRow[]> {
  if (orderIds.length === 0) return [];
  const sql = `SELECT ${LINE_COLUMNS} FROM order_line WHERE order_id IN (?) ORDER BY id`;
  return (await rows<OrderLineRow>(db, sql, [orderIds])).map(typedLine);
}

function typedLine(row: OrderLineRow): OrderLineRow {
  return {
    ...row,
    returnable: Boolean(row.returnable),
    unitPriceFen: fen(row.unitPriceFen),
    payableFen: fen(row.payableFen),
    rebateFen: fen(row.rebateFen),
    giftTerms: termsOf(row.giftTerms),
    refundedFen: fen(row.refundedFen),
  };
}

function termsOf(kept: GiftTerms | string | null): GiftTerms | null {
  return typeof kept === 'string' ? (JSON.parse(kept) as GiftTerms) : kept;
}

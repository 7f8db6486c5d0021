import { fen, type Fen } from '@siyu/shared';
import { newId } from '../../server/src/platform/new-id.js';
import { inTransaction, type Tx } from '../../server/src/platform/transaction.js';
import { idsOf } from './product.js';
import type { TestShop } from './shop.js';

const DAY_MS = 86_400_000;

export interface Sold {
  shopperId: string;
  handle: string;
  daysAgo: number;
  state?: 'completed' | 'closed';
  totalFen?: Fen;
}

/** Orders of past days in a shop's tables, each of one product, as the shop would have kept them. */
export async function sold(shop: TestShop, orders: readonly Sold[]): Promise<void> {
  for (const { handle, ...order } of orders) {
    const { productId, skuIds } = await idsOf(shop, handle);
    const at = new Date(shop.clock.now().getTime() - order.daysAgo * DAY_MS);
    await inTransaction(shop.db, (tx) =>
      insert(tx, { ...order, at, handle, productId, skuId: skuIds[0] ?? '' }),
    );
  }
}

async function insert(
  tx: Tx,
  sale: Sold & { at: Date; productId: string; skuId: string },
): Promise<void> {
  const { at, shopperId, state = 'completed', totalFen = fen(1_000) } = sale;
  const id = newId(at);
  await tx.query(
    `INSERT INTO orders (id, shopper_id, idempotency_key, input_hash, state, goods_fen,
       discount_fen, freight_fen, total_fen, payment_id, address, remark, pay_by, placed_at,
       paid_at, payer_openid) VALUES ?`,
    [[[id, shopperId, id, '', state, totalFen, 0, 0, totalFen, id, '{}', '', at, at, at, '']]],
  );
  const money = [totalFen, 1, totalFen, 0, totalFen];
  await tx.query(
    `INSERT INTO order_line (id, order_id, sku_id, product_id, title, option_text,
       unit_price_fen, quantity, amount_fen, discount_fen, payable_fen, returnable) VALUES ?`,
    [[[newId(at), id, sale.skuId, sale.productId, sale.handle, '', ...money, 1]]],
  );
}

import { expect } from '@jest/globals';
import type { DataSource } from 'typeorm';

const AT = "'2026-11-18 03:00:00.000'";
const HASH = "REPEAT('a', 64)";
const id = (letter: string) => `'01M7P000000000000000000${letter.padStart(3, '0')}'`;
const [SHOPPER, ADDRESS, OPERATOR] = [id('S'), id('A'), id('P')];
const [PRODUCT, SKU, ORDER, LINE] = [id('G'), id('K'), id('D'), id('N')];
const [PAYMENT, AFTER_SALE, REFUND, PARCEL] = [id('Y'), id('F'), id('R'), id('C')];

/**
 * What a shop had when a migration was its newest: one purchase, sent in part and refunded in part.
 * A migration that has landed never changes, and neither do its rows here.
 */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  '0001-platform': [
    `INSERT INTO inbox_message (source, message_id, arrived_at)
     VALUES ('wechat.payment', '4200000000000000000000000001', ${AT})`,
    `INSERT INTO idempotency_key (owner_id, idempotency_key, input_hash, answer, created_at)
     VALUES (${SHOPPER}, 'key', ${HASH}, '{"id":1}', ${AT})`,
    `INSERT INTO due_job (id, kind, dedupe, payload, run_at, created_at)
     VALUES (${id('J')}, 'of-another-version', 'x', '{"a":1}', '2036-01-01', ${AT})`,
    `INSERT INTO shop_setting (name, value, updated_at) VALUES ('shop', '{"name":"枕溪"}', ${AT})`,
  ],
  '0002-identity': [
    `INSERT INTO shopper (id, openid, phone, default_address_id, created_at, logged_in_at)
     VALUES (${SHOPPER}, 'oOpenid', '13800138000', ${ADDRESS}, ${AT}, ${AT})`,
    `INSERT INTO address (id, shopper_id, recipient, phone, province, city, district, detail,
       created_at, updated_at)
     VALUES (${ADDRESS}, ${SHOPPER}, '林小满', '13800138000', '浙江省', '杭州市', '西湖区', '文三路',
       ${AT}, ${AT})`,
  ],
  '0003-admin': [
    `INSERT INTO operator (id, name, password_hash, created_at, updated_at)
     VALUES (${OPERATOR}, '掌柜', 'scrypt', ${AT}, ${AT})`,
    `INSERT INTO audit_log (id, operator_id, operator_name, action, subject_kind, subject_id,
       after_value, created_at)
     VALUES (${id('L')}, ${OPERATOR}, '掌柜', 'settings.replace', 'settings', 'shop', '{}', ${AT})`,
  ],
  '0004-catalog': [
    `INSERT INTO product (id, handle, title, description_html, tags, option_names, published,
       position, price_from_fen, created_at, updated_at)
     VALUES (${PRODUCT}, 'mug', '粗陶马克杯', '<p>手作</p>', '["杯"]', '[]', 1, 1, 1200, ${AT}, ${AT})`,
    `INSERT INTO sku (id, product_id, position, option_values, price_fen, stock)
     VALUES (${SKU}, ${PRODUCT}, 1, '[]', 1200, 8)`,
    `INSERT INTO stock_movement (id, sku_id, reason, reference_id, quantity, created_at)
     VALUES (${id('M1')}, ${SKU}, 'import', 'first', 10, ${AT}),
       (${id('M2')}, ${SKU}, 'adjustment', 'broken', -2, ${AT})`,
  ],
  '0005-orders': [
    `INSERT INTO cart_line (owner_id, sku_id, quantity, added_price_fen, added_at)
     VALUES (${SHOPPER}, ${SKU}, 1, 1200, ${AT})`,
    `INSERT INTO orders (id, shopper_id, idempotency_key, input_hash, state, goods_fen,
       discount_fen, freight_fen, total_fen, payment_id, address, remark, pay_by, placed_at, paid_at)
     VALUES (${ORDER}, ${SHOPPER}, 'order-key', ${HASH}, 'to-ship', 2400, 0, 1000, 3400, ${PAYMENT},
       '{"recipient":"林小满"}', '轻放', ${AT}, ${AT}, ${AT})`,
    `INSERT INTO order_line (id, order_id, sku_id, product_id, title, option_text, unit_price_fen,
       quantity, amount_fen, discount_fen, payable_fen, returnable)
     VALUES (${LINE}, ${ORDER}, ${SKU}, ${PRODUCT}, '粗陶马克杯', '', 1200, 2, 2400, 0, 2400, 1)`,
    `INSERT INTO payment (id, subject_kind, subject_id, shopper_id, openid, description, amount_fen,
       state, transaction_id, expires_at, created_at, succeeded_at)
     VALUES (${PAYMENT}, 'order', ${ORDER}, ${SHOPPER}, 'oOpenid', '粗陶马克杯', 3400, 'succeeded',
       '4200000000000000000000000001', ${AT}, ${AT}, ${AT})`,
    `INSERT INTO stock_movement (id, sku_id, reason, reference_id, quantity, created_at)
     VALUES (${id('M3')}, ${SKU}, 'order', ${ORDER}, -2, ${AT})`,
    `UPDATE sku SET stock = stock - 2 WHERE id = ${SKU}`,
  ],
  '0006-after-order': [
    `INSERT INTO after_sale (id, order_id, shopper_id, kind, state, reason, description,
       picture_ids, refund_fen, freight_refund_fen, refund_id, requested_at, refunded_at)
     VALUES (${AFTER_SALE}, ${ORDER}, ${SHOPPER}, 'refund-only', 'refunded', 'not-received', '',
       '[]', 1200, 0, ${REFUND}, ${AT}, ${AT})`,
    `INSERT INTO after_sale_line (after_sale_id, line_id, quantity, withheld_quantity, refund_fen)
     VALUES (${AFTER_SALE}, ${LINE}, 1, 1, 1200)`,
    `INSERT INTO refund (id, payment_id, subject_kind, subject_id, amount_fen, reason, state,
       wechat_refund_id, created_at, succeeded_at)
     VALUES (${REFUND}, ${PAYMENT}, 'after-sale', ${AFTER_SALE}, 1200, '售后退款', 'succeeded',
       '5000000001', ${AT}, ${AT})`,
    `INSERT INTO parcel (id, order_id, company, tracking_no, shipped_at)
     VALUES (${PARCEL}, ${ORDER}, 'SF', 'SF0001', ${AT})`,
    `INSERT INTO parcel_line (parcel_id, line_id, quantity) VALUES (${PARCEL}, ${LINE}, 1)`,
    `INSERT INTO wechat_shipping (order_id, payment_id, state, wanted_version, all_delivered)
     VALUES (${ORDER}, ${PAYMENT}, 'uploaded', 1, 1)`,
    `UPDATE order_line SET after_sale_quantity = 1, cancelled_quantity = 1, shipped_quantity = 1,
       refunded_fen = 1200 WHERE id = ${LINE}`,
    `UPDATE orders SET state = 'shipped', refunded_fen = 1200, shipped_at = ${AT},
       auto_complete_at = '2036-01-01' WHERE id = ${ORDER}`,
    `UPDATE payment SET refunded_fen = 1200 WHERE id = ${PAYMENT}`,
    `INSERT INTO stock_movement (id, sku_id, reason, reference_id, quantity, created_at)
     VALUES (${id('M4')}, ${SKU}, 'unsent-refunded', ${AFTER_SALE}, 1, ${AT})`,
    `UPDATE sku SET stock = stock + 1 WHERE id = ${SKU}`,
    `INSERT INTO message (id, shopper_id, kind, facts, order_id, dedupe, push, created_at)
     VALUES (${id('E')}, ${SHOPPER}, 'order-shipped', '{}', ${ORDER}, 'parcel', 'none', ${AT})`,
  ],
};

type Row = Record<string, unknown>;
/** Each table's rows as they were, with the columns it had. */
export type Kept = ReadonlyMap<string, Row[]>;

/** Puts into the tables of a migration what a shop had in them when it was the newest. */
export async function fillAfter(db: DataSource, name: string): Promise<void> {
  for (const statement of ROWS[name] ?? []) await db.query(statement);
}

/** All that is in the shop. */
export async function keptIn(db: DataSource): Promise<Kept> {
  const tables: Record<string, string>[] = await db.query('SHOW TABLES');
  const kept = new Map<string, Row[]>();
  for (const name of tables.flatMap((row) => Object.values(row))) {
    if (name !== 'schema_migration') kept.set(name, await db.query(`SELECT * FROM ${name}`));
  }
  return kept;
}

/** Every row is there, and every column it had says what it said. */
export async function expectKept(db: DataSource, kept: Kept): Promise<void> {
  for (const [table, before] of kept) {
    const columns = Object.keys(before[0] ?? {});
    if (columns.length === 0) continue;
    const after: Row[] = await db.query(`SELECT ${columns.join(', ')} FROM ${table}`);
    expect([table, after]).toEqual([table, before]);
  }
}

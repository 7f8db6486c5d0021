import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const STATE = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

export const orders: Migration = {
  name: '0005-orders',
  statements: [
    `CREATE TABLE IF NOT EXISTS cart_line (
       owner_id VARCHAR(66) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       sku_id ${ID} NOT NULL,
       quantity INT NOT NULL,
       selected TINYINT(1) NOT NULL DEFAULT 1,
       added_price_fen BIGINT NOT NULL,
       added_at DATETIME(3) NOT NULL,
       PRIMARY KEY (owner_id, sku_id),
       CONSTRAINT cart_quantity CHECK (quantity > 0)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS orders (
       id ${ID} NOT NULL PRIMARY KEY,
       shopper_id ${ID} NOT NULL,
       idempotency_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       input_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       state ${STATE} NOT NULL,
       close_reason ${STATE} NULL,
       goods_fen BIGINT NOT NULL,
       discount_fen BIGINT NOT NULL,
       freight_fen BIGINT NOT NULL,
       total_fen BIGINT NOT NULL,
       refunded_fen BIGINT NOT NULL DEFAULT 0,
       payment_id ${ID} NOT NULL,
       address JSON NOT NULL,
       remark VARCHAR(200) NOT NULL,
       ops_remark VARCHAR(500) NOT NULL DEFAULT '',
       pay_by DATETIME(3) NOT NULL,
       placed_at DATETIME(3) NOT NULL,
       paid_at DATETIME(3) NULL,
       shipped_at DATETIME(3) NULL,
       completed_at DATETIME(3) NULL,
       closed_at DATETIME(3) NULL,
       auto_complete_at DATETIME(3) NULL,
       after_sale_until DATETIME(3) NULL,
       UNIQUE KEY placed_once (shopper_id, idempotency_key),
       KEY of_shopper (shopper_id, state, id),
       KEY due_payment (state, pay_by),
       KEY due_completion (state, auto_complete_at),
       CONSTRAINT order_money CHECK (
         total_fen = goods_fen - discount_fen + freight_fen AND total_fen >= 0
         AND refunded_fen BETWEEN 0 AND total_fen)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS order_line (
       id ${ID} NOT NULL PRIMARY KEY,
       order_id ${ID} NOT NULL,
       sku_id ${ID} NOT NULL,
       product_id ${ID} NOT NULL,
       title VARCHAR(200) NOT NULL,
       option_text VARCHAR(200) NOT NULL,
       picture_url VARCHAR(500) NULL,
       unit_price_fen BIGINT NOT NULL,
       quantity INT NOT NULL,
       amount_fen BIGINT NOT NULL,
       discount_fen BIGINT NOT NULL,
       payable_fen BIGINT NOT NULL,
       returnable TINYINT(1) NOT NULL,
       shipped_quantity INT NOT NULL DEFAULT 0,
       withheld_quantity INT NOT NULL DEFAULT 0,
       cancelled_quantity INT NOT NULL DEFAULT 0,
       after_sale_quantity INT NOT NULL DEFAULT 0,
       refunded_fen BIGINT NOT NULL DEFAULT 0,
       KEY of_order (order_id, id),
       KEY of_sku (sku_id),
       CONSTRAINT line_money CHECK (
         payable_fen = amount_fen - discount_fen AND payable_fen >= 0
         AND refunded_fen BETWEEN 0 AND payable_fen),
       CONSTRAINT line_quantity CHECK (
         quantity > 0 AND shipped_quantity >= 0 AND withheld_quantity >= 0
         AND cancelled_quantity >= 0
         AND shipped_quantity + withheld_quantity + cancelled_quantity <= quantity
         AND after_sale_quantity BETWEEN withheld_quantity + cancelled_quantity AND quantity)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS payment (
       id ${ID} NOT NULL PRIMARY KEY,
       subject_kind ${STATE} NOT NULL,
       subject_id ${ID} NOT NULL,
       shopper_id ${ID} NOT NULL,
       openid VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       description VARCHAR(127) NOT NULL,
       amount_fen BIGINT NOT NULL,
       refunded_fen BIGINT NOT NULL DEFAULT 0,
       state ${STATE} NOT NULL,
       transaction_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
       expires_at DATETIME(3) NOT NULL,
       check_at DATETIME(3) NULL,
       checks INT NOT NULL DEFAULT 0,
       created_at DATETIME(3) NOT NULL,
       succeeded_at DATETIME(3) NULL,
       UNIQUE KEY transaction_id (transaction_id),
       KEY of_subject (subject_kind, subject_id),
       KEY due_check (check_at),
       CONSTRAINT payment_money CHECK (amount_fen >= 0 AND refunded_fen BETWEEN 0 AND amount_fen)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS refund (
       id ${ID} NOT NULL PRIMARY KEY,
       payment_id ${ID} NOT NULL,
       subject_kind ${STATE} NOT NULL,
       subject_id ${ID} NOT NULL,
       amount_fen BIGINT NOT NULL,
       reason VARCHAR(80) NOT NULL,
       state ${STATE} NOT NULL,
       attempt INT NOT NULL DEFAULT 1,
       wechat_refund_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
       last_error VARCHAR(500) NULL,
       check_at DATETIME(3) NULL,
       checks INT NOT NULL DEFAULT 0,
       created_at DATETIME(3) NOT NULL,
       succeeded_at DATETIME(3) NULL,
       KEY of_payment (payment_id),
       KEY of_subject (subject_kind, subject_id),
       KEY due_check (check_at),
       CONSTRAINT refund_money CHECK (amount_fen >= 0)
     ) ${TABLE}`,
  ],
};

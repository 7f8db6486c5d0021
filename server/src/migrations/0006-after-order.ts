import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/** What follows payment: parcels, after-sales, fapiao, and what shoppers are told of them. */
export const afterOrder: Migration = {
  name: '0006-after-order',
  statements: [
    `CREATE TABLE IF NOT EXISTS parcel (
       id ${ID} NOT NULL PRIMARY KEY,
       order_id ${ID} NOT NULL,
       company ${WORD} NOT NULL,
       tracking_no VARCHAR(64) ${ASCII} NOT NULL,
       shipped_at DATETIME(3) NOT NULL,
       corrected_at DATETIME(3) NULL,
       KEY of_order (order_id, id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS parcel_line (
       parcel_id ${ID} NOT NULL,
       line_id ${ID} NOT NULL,
       quantity INT NOT NULL,
       PRIMARY KEY (parcel_id, line_id),
       CONSTRAINT parcel_quantity CHECK (quantity > 0)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS wechat_shipping (
       order_id ${ID} NOT NULL PRIMARY KEY,
       payment_id ${ID} NOT NULL,
       state ${WORD} NOT NULL,
       wanted_version INT NOT NULL,
       all_delivered TINYINT(1) NOT NULL,
       split TINYINT(1) NULL,
       finished TINYINT(1) NOT NULL DEFAULT 0,
       upload_time DATETIME(3) NULL,
       uploaded_at DATETIME(3) NULL,
       error_code BIGINT NULL,
       error_message VARCHAR(200) NOT NULL DEFAULT '',
       KEY state (state, order_id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS after_sale (
       id ${ID} NOT NULL PRIMARY KEY,
       order_id ${ID} NOT NULL,
       shopper_id ${ID} NOT NULL,
       operator_id ${ID} NULL,
       kind ${WORD} NOT NULL,
       state ${WORD} NOT NULL,
       reason ${WORD} NOT NULL,
       description VARCHAR(300) NOT NULL,
       picture_ids JSON NOT NULL,
       refund_fen BIGINT NOT NULL,
       freight_refund_fen BIGINT NOT NULL,
       refund_id ${ID} NULL,
       answer VARCHAR(300) NOT NULL DEFAULT '',
       return_address VARCHAR(200) NULL,
       return_company VARCHAR(32) NULL,
       return_tracking_no VARCHAR(64) ${ASCII} NULL,
       deadline_at DATETIME(3) NULL,
       requested_at DATETIME(3) NOT NULL,
       answered_at DATETIME(3) NULL,
       refunded_at DATETIME(3) NULL,
       KEY of_order (order_id, id),
       KEY of_shopper (shopper_id, id),
       KEY of_state (state, id),
       KEY due (deadline_at),
       CONSTRAINT after_sale_money CHECK (refund_fen >= 0 AND freight_refund_fen >= 0)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS after_sale_line (
       after_sale_id ${ID} NOT NULL,
       line_id ${ID} NOT NULL,
       quantity INT NOT NULL,
       withheld_quantity INT NOT NULL,
       restocked_quantity INT NOT NULL DEFAULT 0,
       refund_fen BIGINT NOT NULL,
       PRIMARY KEY (after_sale_id, line_id),
       KEY of_line (line_id),
       CONSTRAINT after_sale_line_quantity CHECK (
         quantity > 0 AND withheld_quantity BETWEEN 0 AND quantity
         AND restocked_quantity BETWEEN 0 AND quantity - withheld_quantity),
       CONSTRAINT after_sale_line_money CHECK (refund_fen >= 0)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS fapiao (
       order_id ${ID} NOT NULL PRIMARY KEY,
       shopper_id ${ID} NOT NULL,
       state ${WORD} NOT NULL,
       kind ${WORD} NOT NULL,
       title VARCHAR(100) NOT NULL,
       tax_number VARCHAR(20) ${ASCII} NULL,
       email VARCHAR(100) NOT NULL,
       fapiao_no VARCHAR(20) ${ASCII} NULL,
       requested_at DATETIME(3) NOT NULL,
       issued_at DATETIME(3) NULL,
       KEY of_state (state, order_id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS message (
       id ${ID} NOT NULL PRIMARY KEY,
       shopper_id ${ID} NOT NULL,
       kind ${WORD} NOT NULL,
       facts JSON NOT NULL,
       order_id ${ID} NULL,
       dedupe VARCHAR(96) ${ASCII} NOT NULL,
       push ${WORD} NOT NULL,
       read_at DATETIME(3) NULL,
       created_at DATETIME(3) NOT NULL,
       UNIQUE KEY once (shopper_id, dedupe),
       KEY inbox (shopper_id, id),
       KEY unread (shopper_id, read_at)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS subscription (
       shopper_id ${ID} NOT NULL,
       template_id VARCHAR(64) ${ASCII} NOT NULL,
       sends_left INT NOT NULL,
       banned TINYINT(1) NOT NULL DEFAULT 0,
       updated_at DATETIME(3) NOT NULL,
       PRIMARY KEY (shopper_id, template_id),
       CONSTRAINT sends_not_negative CHECK (sends_left >= 0)
     ) ${TABLE}`,
  ],
};

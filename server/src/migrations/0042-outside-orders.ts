import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Orders placed elsewhere and who placed them. A customer of another system stays a row of their
 * own: whose they are is one column, so that it can be set, and set right, without touching orders.
 */
export const outsideOrders: Migration = {
  name: '0042-outside-orders',
  statements: [
    `CREATE TABLE IF NOT EXISTS outside_customer (
       id ${ID} NOT NULL PRIMARY KEY,
       source ${WORD} NOT NULL,
       outside_id VARCHAR(64) NOT NULL,
       member_number VARCHAR(64) NULL,
       phone VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL,
       unionid VARCHAR(64) NULL,
       openid VARCHAR(64) NULL,
       state ${WORD} NOT NULL,
       shopper_id ${ID} NULL,
       created_at DATETIME(3) NOT NULL,
       UNIQUE KEY once (source, outside_id),
       KEY of_phone (phone, state),
       KEY of_unionid (unionid, state),
       KEY of_openid (openid, state),
       KEY of_shopper (shopper_id),
       KEY of_state (state, id),
       CONSTRAINT outside_match CHECK ((shopper_id IS NOT NULL) = (state = 'matched'))
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS outside_order (
       source ${WORD} NOT NULL,
       outside_id VARCHAR(64) NOT NULL,
       customer_id ${ID} NOT NULL,
       ordered_at DATETIME(3) NOT NULL,
       amount_fen BIGINT NOT NULL,
       PRIMARY KEY (source, outside_id),
       KEY of_customer (customer_id, ordered_at),
       CONSTRAINT outside_amount CHECK (amount_fen >= 0)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS order_import (
       id ${ID} NOT NULL PRIMARY KEY,
       source ${WORD} NOT NULL,
       csv LONGBLOB NULL,
       dry_run TINYINT(1) NOT NULL,
       state ${WORD} NOT NULL,
       report JSON NULL,
       created_at DATETIME(3) NOT NULL
     ) ${TABLE}`,
  ],
};

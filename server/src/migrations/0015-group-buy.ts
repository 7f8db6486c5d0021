import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

export const groupBuy: Migration = {
  name: '0015-group-buy',
  statements: [
    `CREATE TABLE IF NOT EXISTS team (
       id ${ID} NOT NULL PRIMARY KEY,
       campaign_id ${ID} NOT NULL,
       product_id ${ID} NOT NULL,
       sku_id ${ID} NOT NULL,
       leader_id ${ID} NOT NULL,
       state ${WORD} NOT NULL,
       size SMALLINT NOT NULL,
       seats_max SMALLINT NOT NULL,
       locked SMALLINT NOT NULL,
       paid SMALLINT NOT NULL,
       completed_by_system TINYINT NOT NULL DEFAULT 0,
       terms JSON NOT NULL,
       opened_at DATETIME(3) NOT NULL,
       expires_at DATETIME(3) NOT NULL,
       warn_at DATETIME(3) NULL,
       closed_at DATETIME(3) NULL,
       KEY of_product (product_id, state, expires_at),
       KEY due (state, expires_at),
       KEY to_warn (state, warn_at),
       CONSTRAINT team_seats CHECK (
         paid >= 0 AND paid <= locked AND locked <= seats_max AND size <= seats_max)
     ) ${TABLE}`,
    // `taken` is 1 or NULL, so that a shopper sits once in a team and may come again once freed.
    `CREATE TABLE IF NOT EXISTS team_seat (
       order_id ${ID} NOT NULL PRIMARY KEY,
       team_id ${ID} NOT NULL,
       shopper_id ${ID} NOT NULL,
       state ${WORD} NOT NULL,
       taken TINYINT NULL,
       paid_at DATETIME(3) NULL,
       returned_at DATETIME(3) NULL,
       UNIQUE KEY one_seat (team_id, shopper_id, taken),
       KEY of_shopper (shopper_id, order_id)
     ) ${TABLE}`,
    `ALTER TABLE orders ADD COLUMN state_when_paid ${WORD} NOT NULL DEFAULT 'to-ship'`,
    `ALTER TABLE order_line ADD COLUMN rebate_fen BIGINT NOT NULL DEFAULT 0`,
    `CREATE TABLE IF NOT EXISTS order_rebate (
       order_id ${ID} NOT NULL PRIMARY KEY,
       off_bps SMALLINT NOT NULL,
       amount_fen BIGINT NOT NULL,
       refund_id ${ID} NOT NULL,
       created_at DATETIME(3) NOT NULL,
       CONSTRAINT rebate_money CHECK (amount_fen > 0)
     ) ${TABLE}`,
    `ALTER TABLE after_sale ADD COLUMN unasked TINYINT NOT NULL DEFAULT 0`,
    `UPDATE after_sale SET unasked = 1 WHERE operator_id IS NOT NULL`,
  ],
};

import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const KEY = 'VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Points in lots, one a grant; each move of a lot is of an entry of the ledger. A lot that is over
 * stays, because what comes back to it expires with it.
 */
export const points: Migration = {
  name: '0027-points',
  statements: [
    `CREATE TABLE IF NOT EXISTS point_lot (
       id ${ID} NOT NULL PRIMARY KEY,
       shopper_id ${ID} NOT NULL,
       source ${WORD} NOT NULL,
       source_key ${KEY} NOT NULL,
       state ${WORD} NOT NULL,
       points BIGINT NOT NULL,
       points_left BIGINT NOT NULL DEFAULT 0,
       points_expired BIGINT NOT NULL DEFAULT 0,
       active_at DATETIME(3) NOT NULL,
       expires_at DATETIME(3) NULL,
       remind_at DATETIME(3) NULL,
       created_at DATETIME(3) NOT NULL,
       UNIQUE KEY once (source, source_key),
       KEY of_shopper (shopper_id, points_left),
       KEY becoming_active (state, active_at, id),
       KEY lapsing (state, expires_at, id),
       KEY to_remind (remind_at, id),
       CONSTRAINT point_lot_holds CHECK (points_left >= 0 AND points_left <= points)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS point_lot_move (
       number BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
       lot_id ${ID} NOT NULL,
       entry_id ${ID} NOT NULL,
       points BIGINT NOT NULL,
       UNIQUE KEY of_entry (entry_id, lot_id),
       KEY of_lot (lot_id),
       CONSTRAINT point_lot_moves CHECK (points <> 0)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS point_earning (
       order_id ${ID} NOT NULL PRIMARY KEY,
       shopper_id ${ID} NOT NULL,
       left_fen BIGINT NOT NULL,
       lot_id ${ID} NULL,
       points_per_yuan INT NOT NULL DEFAULT 0,
       multiplier_bps INT NOT NULL DEFAULT 0,
       given BIGINT NOT NULL DEFAULT 0,
       taken_back BIGINT NOT NULL DEFAULT 0,
       CONSTRAINT point_earning_keeps CHECK (taken_back >= 0 AND taken_back <= given)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS point_hold (
       order_id ${ID} NOT NULL PRIMARY KEY,
       shopper_id ${ID} NOT NULL,
       state ${WORD} NOT NULL,
       points BIGINT NOT NULL,
       amount_fen BIGINT NOT NULL,
       times_held INT NOT NULL,
       entry_id ${ID} NOT NULL,
       KEY of_shopper (shopper_id, state)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS point_give_back (
       refund_id ${ID} NOT NULL PRIMARY KEY,
       order_id ${ID} NOT NULL,
       amount_fen BIGINT NOT NULL,
       points BIGINT NOT NULL,
       KEY of_order (order_id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS points_shop_item (
       id ${ID} NOT NULL PRIMARY KEY,
       campaign_id ${ID} NOT NULL,
       points BIGINT NOT NULL,
       per_person_max INT NOT NULL,
       stock INT NOT NULL,
       redeemed INT NOT NULL DEFAULT 0,
       is_offered TINYINT NOT NULL,
       version INT NOT NULL DEFAULT 1,
       CONSTRAINT points_shop_stock CHECK (redeemed >= 0 AND redeemed <= stock)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS points_redemption (
       id ${ID} NOT NULL PRIMARY KEY,
       item_id ${ID} NOT NULL,
       shopper_id ${ID} NOT NULL,
       nth INT NOT NULL,
       points BIGINT NOT NULL,
       coupon_id ${ID} NOT NULL,
       created_at DATETIME(3) NOT NULL,
       UNIQUE KEY of_person (shopper_id, item_id, nth),
       KEY of_item (item_id)
     ) ${TABLE}`,
  ],
};

import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const DAY = 'CHAR(10) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Promoters, what they earn and what they withdraw. A line of an order gives commission to two
 * levels at most: the level is part of the key, and nothing but 1 and 2 is a level (case 54). What
 * was settled may be owed back (case 51), as active points may (0027).
 */
export const promoters: Migration = {
  name: '0034-promoters',
  statements: [
    `ALTER TABLE ledger_balance DROP CONSTRAINT balance_floor,
       ADD CONSTRAINT balance_least
         CHECK (balance >= 0 OR account IN ('points.active', 'commission.settled'))`,
    `CREATE TABLE IF NOT EXISTS promoter (
       shopper_id ${ID} NOT NULL PRIMARY KEY,
       state ${WORD} NOT NULL,
       ranking TINYINT NOT NULL DEFAULT 1,
       recruited_by ${ID} NULL,
       statement VARCHAR(100) NOT NULL,
       reason VARCHAR(100) NOT NULL DEFAULT '',
       applied_at DATETIME(3) NOT NULL,
       decided_at DATETIME(3) NULL,
       KEY of_state (state, shopper_id),
       KEY of_recruiter (recruited_by),
       CONSTRAINT promoter_not_self CHECK (recruited_by <> shopper_id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS commission_rule (
       version INT NOT NULL PRIMARY KEY,
       rule JSON NOT NULL,
       created_at DATETIME(3) NOT NULL,
       KEY by_time (created_at)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS commission_share (
       order_id ${ID} NOT NULL,
       level TINYINT NOT NULL,
       promoter_id ${ID} NOT NULL,
       buyer_id ${ID} NOT NULL,
       rule_version INT NOT NULL,
       state ${WORD} NOT NULL,
       given_fen BIGINT NOT NULL,
       left_fen BIGINT NOT NULL,
       step INT NOT NULL,
       paid_at DATETIME(3) NOT NULL,
       settle_at DATETIME(3) NULL,
       frozen_for VARCHAR(100) NULL,
       PRIMARY KEY (order_id, level),
       UNIQUE KEY once_a_person (order_id, promoter_id),
       KEY of_promoter (promoter_id, order_id),
       KEY of_buyer (buyer_id),
       KEY due (state, settle_at, order_id),
       KEY by_time (paid_at),
       CONSTRAINT commission_share_level CHECK (level IN (1, 2)),
       CONSTRAINT commission_share_left CHECK (left_fen >= 0 AND left_fen <= given_fen),
       CONSTRAINT commission_share_void CHECK ((state = 'void') = (left_fen = 0)),
       CONSTRAINT commission_share_frozen CHECK ((state = 'frozen') = (frozen_for IS NOT NULL))
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS commission (
       order_line_id ${ID} NOT NULL,
       level TINYINT NOT NULL,
       order_id ${ID} NOT NULL,
       rate_bps INT NOT NULL,
       counted_fen BIGINT NOT NULL,
       commission_fen BIGINT NOT NULL,
       PRIMARY KEY (order_line_id, level),
       KEY of_order (order_id, level),
       CONSTRAINT commission_level CHECK (level IN (1, 2)),
       CONSTRAINT commission_counted CHECK (commission_fen >= 0 AND commission_fen <= counted_fen)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS withdrawal (
       id ${ID} NOT NULL PRIMARY KEY,
       shopper_id ${ID} NOT NULL,
       channel ${WORD} NOT NULL,
       state ${WORD} NOT NULL,
       amount_fen BIGINT NOT NULL,
       tax_fen BIGINT NOT NULL,
       payee VARCHAR(100) NOT NULL,
       note VARCHAR(100) NOT NULL DEFAULT '',
       asked_at DATETIME(3) NOT NULL,
       asked_day ${DAY} NOT NULL,
       ended_at DATETIME(3) NULL,
       KEY of_shopper (shopper_id, id),
       KEY of_state (state, id),
       CONSTRAINT withdrawal_amount CHECK (amount_fen > 0),
       CONSTRAINT withdrawal_tax CHECK (tax_fen >= 0 AND tax_fen <= amount_fen),
       CONSTRAINT withdrawal_ended CHECK ((ended_at IS NOT NULL) = (state IN ('paid', 'returned')))
     ) ${TABLE}`,
  ],
};

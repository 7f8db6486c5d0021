import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const KEY = 'VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
const MONTH = 'CHAR(7) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Members beside shoppers, and their growth. Events lie by member and time, because the fold reads
 * all of one member's in that order; what the member row says of the tier is a cache of it. Whoever
 * shopped before there were members becomes one.
 */
export const membership: Migration = {
  name: '0024-membership',
  statements: [
    `CREATE TABLE IF NOT EXISTS membership_rules (
       id TINYINT NOT NULL PRIMARY KEY,
       rules JSON NOT NULL,
       version INT NOT NULL,
       ladder_version INT NOT NULL,
       updated_at DATETIME(3) NOT NULL
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS member (
       shopper_id ${ID} NOT NULL PRIMARY KEY,
       tier ${WORD} NOT NULL DEFAULT 'regular',
       tier_since DATETIME(3) NOT NULL,
       tier_until DATETIME(3) NULL,
       ladder_version INT NOT NULL DEFAULT 0,
       growth BIGINT NOT NULL DEFAULT 0,
       review_at DATETIME(3) NULL,
       noticed_until DATETIME(3) NULL,
       nickname VARCHAR(20) NULL,
       birthday CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NULL,
       coupons_month ${MONTH} NOT NULL DEFAULT '',
       birthday_year CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
       joined_at DATETIME(3) NOT NULL,
       KEY review (review_at, shopper_id),
       KEY of_tier (tier, shopper_id),
       KEY monthly (tier, coupons_month, shopper_id),
       KEY birthdays (birthday, birthday_year, shopper_id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS growth_event (
       id ${ID} NOT NULL,
       shopper_id ${ID} NOT NULL,
       source ${WORD} NOT NULL,
       reference ${KEY} NOT NULL,
       at DATETIME(3) NOT NULL,
       growth BIGINT NOT NULL,
       paid_fen BIGINT NULL,
       order_id ${ID} NULL,
       takes_back ${ID} NULL,
       reason VARCHAR(100) NULL,
       recorded_at DATETIME(3) NOT NULL,
       PRIMARY KEY (shopper_id, at, id),
       UNIQUE KEY once (source, reference),
       KEY of_order (order_id),
       KEY taken_back (takes_back),
       KEY newest (shopper_id, id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS growth_refund (
       order_id ${ID} NOT NULL PRIMARY KEY,
       left_fen BIGINT NOT NULL
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS ladder_run (
       id ${ID} NOT NULL PRIMARY KEY,
       kind ${WORD} NOT NULL,
       state ${WORD} NOT NULL,
       rules JSON NOT NULL,
       ladder_version INT NOT NULL,
       reached ${ID} NOT NULL DEFAULT '',
       members_done INT NOT NULL DEFAULT 0,
       members_total INT NOT NULL,
       members_changed INT NOT NULL DEFAULT 0,
       changes JSON NOT NULL,
       created_at DATETIME(3) NOT NULL,
       finished_at DATETIME(3) NULL
     ) ${TABLE}`,
    `INSERT IGNORE INTO member (shopper_id, tier_since, joined_at)
     SELECT id, created_at, created_at FROM shopper`,
  ],
};

import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const HASH = 'CHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
const WECHAT_ID = 'VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Who has had a newcomer's benefit. `newcomer_claim` holds hashes: its key decides between two
 * first orders of one person. `orders.address_key` is filled in soon after an order is paid.
 */
export const newcomer: Migration = {
  name: '0017-newcomer',
  statements: [
    `CREATE TABLE IF NOT EXISTS newcomer_claim (
       claim_key ${HASH} NOT NULL PRIMARY KEY,
       order_id ${ID} NOT NULL,
       key_kind ${WORD} NOT NULL,
       claimed_at DATETIME(3) NOT NULL,
       KEY of_order (order_id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS newcomer_flag (
       order_id ${ID} NOT NULL,
       key_kind ${WORD} NOT NULL,
       taken_by ${ID} NULL,
       flagged_at DATETIME(3) NOT NULL,
       PRIMARY KEY (order_id, key_kind)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS newcomer_address_exception (
       id ${ID} NOT NULL PRIMARY KEY,
       normalized VARCHAR(200) NOT NULL,
       place JSON NOT NULL,
       note VARCHAR(100) NOT NULL,
       created_at DATETIME(3) NOT NULL,
       UNIQUE KEY normalized (normalized)
     ) ${TABLE}`,
    `ALTER TABLE orders ADD COLUMN address_key ${HASH} NULL,
       ADD COLUMN payer_openid ${WECHAT_ID} NULL,
       ADD KEY of_address (address_key, paid_at),
       ADD KEY of_payer (payer_openid)`,
  ],
};

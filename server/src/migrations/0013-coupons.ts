import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const CODE = 'CHAR(12) CHARACTER SET ascii COLLATE ascii_bin';
const KEY = 'VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Coupons in hand, counted a person by `nth` and in all beside a CHECK; printed codes; grants with
 * a line for each person. A campaign stays in play as long as something of it is in hand.
 */
export const coupons: Migration = {
  name: '0013-coupons',
  statements: [
    `ALTER TABLE campaign ADD COLUMN in_hand_until DATETIME(3) NULL,
       ADD KEY in_hand (in_hand_until)`,
    `CREATE TABLE IF NOT EXISTS coupon_stock (
       campaign_id ${ID} NOT NULL PRIMARY KEY,
       stock INT NOT NULL,
       issued INT NOT NULL DEFAULT 0,
       CONSTRAINT coupon_stock_holds CHECK (issued >= 0 AND issued <= stock)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS coupon (
       id ${ID} NOT NULL PRIMARY KEY,
       campaign_id ${ID} NOT NULL,
       shopper_id ${ID} NOT NULL,
       nth INT NOT NULL,
       state ${WORD} NOT NULL,
       source ${WORD} NOT NULL,
       grant_key ${KEY} NULL,
       code ${CODE} NULL,
       valid_from DATETIME(3) NOT NULL,
       valid_until DATETIME(3) NOT NULL,
       remind_at DATETIME(3) NULL,
       order_id ${ID} NULL,
       claimed_at DATETIME(3) NOT NULL,
       used_at DATETIME(3) NULL,
       returned_at DATETIME(3) NULL,
       UNIQUE KEY of_person (shopper_id, campaign_id, nth),
       UNIQUE KEY granted (shopper_id, campaign_id, grant_key),
       KEY in_tab (shopper_id, state, valid_until),
       KEY of_campaign (campaign_id, id),
       KEY of_order (order_id),
       KEY remind (remind_at, id),
       CONSTRAINT coupon_order CHECK ((order_id IS NOT NULL) = (state IN ('locked', 'used')))
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS coupon_batch (
       id ${ID} NOT NULL PRIMARY KEY,
       campaign_id ${ID} NOT NULL,
       codes INT NOT NULL,
       uses_per_code INT NOT NULL,
       printed INT NOT NULL DEFAULT 0,
       revoked_at DATETIME(3) NULL,
       created_at DATETIME(3) NOT NULL,
       KEY of_campaign (campaign_id, id),
       CONSTRAINT batch_printed CHECK (printed <= codes)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS coupon_code (
       code ${CODE} NOT NULL PRIMARY KEY,
       batch_id ${ID} NOT NULL,
       uses INT NOT NULL DEFAULT 0,
       uses_max INT NOT NULL,
       KEY of_batch (batch_id, code),
       CONSTRAINT code_uses CHECK (uses <= uses_max)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS coupon_grant (
       id ${ID} NOT NULL PRIMARY KEY,
       campaign_id ${ID} NOT NULL,
       total INT NOT NULL,
       finished_at DATETIME(3) NULL,
       created_at DATETIME(3) NOT NULL
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS coupon_grant_line (
       grant_id ${ID} NOT NULL,
       line INT NOT NULL,
       recipient VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       shopper_id ${ID} NULL,
       outcome ${WORD} NOT NULL,
       coupon_id ${ID} NULL,
       refusal VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
       PRIMARY KEY (grant_id, line),
       KEY waiting (grant_id, outcome, line)
     ) ${TABLE}`,
  ],
};

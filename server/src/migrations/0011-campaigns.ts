import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

export const campaigns: Migration = {
  name: '0011-campaigns',
  statements: [
    `CREATE TABLE IF NOT EXISTS campaign (
       id ${ID} NOT NULL PRIMARY KEY,
       version INT NOT NULL DEFAULT 1,
       kind ${WORD} NOT NULL,
       state ${WORD} NOT NULL,
       name VARCHAR(30) NOT NULL,
       input JSON NOT NULL,
       starts_at DATETIME(3) NOT NULL,
       ends_at DATETIME(3) NOT NULL,
       created_at DATETIME(3) NOT NULL,
       KEY live (state, ends_at)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS campaign_tally (
       campaign_id ${ID} NOT NULL PRIMARY KEY,
       uses_max INT NULL,
       budget_fen BIGINT NULL,
       uses INT NOT NULL DEFAULT 0,
       spent_fen BIGINT NOT NULL DEFAULT 0,
       CONSTRAINT tally_limits CHECK (
         uses >= 0 AND spent_fen >= 0
         AND (uses_max IS NULL OR uses <= uses_max)
         AND (budget_fen IS NULL OR spent_fen <= budget_fen))
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS campaign_person (
       campaign_id ${ID} NOT NULL,
       shopper_id ${ID} NOT NULL,
       uses INT NOT NULL,
       PRIMARY KEY (shopper_id, campaign_id),
       CONSTRAINT person_uses CHECK (uses >= 0)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS promotion_use (
       order_id ${ID} NOT NULL,
       offer_id ${ID} NOT NULL,
       campaign_id ${ID} NOT NULL,
       coupon_id ${ID} NULL,
       shopper_id ${ID} NOT NULL,
       kind ${WORD} NOT NULL,
       name VARCHAR(60) NOT NULL,
       uses INT NOT NULL,
       saved_fen BIGINT NOT NULL,
       state ${WORD} NOT NULL,
       held_at DATETIME(3) NOT NULL,
       PRIMARY KEY (order_id, offer_id),
       KEY of_campaign (campaign_id, state),
       CONSTRAINT use_money CHECK (saved_fen >= 0 AND uses >= 0)
     ) ${TABLE}`,
    `ALTER TABLE order_line ADD COLUMN discounts JSON NULL,
       ADD COLUMN gift_of ${ID} NULL,
       ADD COLUMN stock_of ${ID} NULL`,
  ],
};

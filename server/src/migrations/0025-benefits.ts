import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const KEY = 'VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
const MONTH = 'CHAR(7) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Benefits that are had so often a month, each use a row, counted beside a CHECK. A benefit that
 * lowers a price is used by an order as an offer is, without a campaign.
 */
export const benefits: Migration = {
  name: '0025-benefits',
  statements: [
    `CREATE TABLE IF NOT EXISTS benefit_month (
       shopper_id ${ID} NOT NULL,
       kind ${WORD} NOT NULL,
       month ${MONTH} NOT NULL,
       uses INT NOT NULL,
       uses_max INT NULL,
       PRIMARY KEY (shopper_id, kind, month),
       CONSTRAINT benefit_uses CHECK (uses >= 0 AND (uses_max IS NULL OR uses <= uses_max))
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS benefit_use (
       kind ${WORD} NOT NULL,
       reference ${KEY} NOT NULL,
       shopper_id ${ID} NOT NULL,
       month ${MONTH} NOT NULL,
       used_at DATETIME(3) NOT NULL,
       PRIMARY KEY (kind, reference),
       KEY of_month (shopper_id, kind, month)
     ) ${TABLE}`,
    `ALTER TABLE promotion_use MODIFY COLUMN campaign_id ${ID} NULL`,
    `ALTER TABLE promotion_use ADD COLUMN freight_fen BIGINT NOT NULL DEFAULT 0,
       ADD KEY of_shopper (shopper_id, kind)`,
  ],
};

import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Stock set apart for a campaign. `activity_movement` is the ledger and `activity_stock.stock` its
 * sum; `laid_out` are the units set apart in all, so that what is not left of them was taken.
 */
export const flashSale: Migration = {
  name: '0014-flash-sale',
  statements: [
    `CREATE TABLE IF NOT EXISTS activity_stock (
       campaign_id ${ID} NOT NULL,
       sku_id ${ID} NOT NULL,
       laid_out INT NOT NULL,
       stock INT NOT NULL,
       PRIMARY KEY (campaign_id, sku_id),
       CONSTRAINT activity_units CHECK (stock BETWEEN 0 AND laid_out)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS activity_movement (
       reference_id ${ID} NOT NULL,
       reason ${WORD} NOT NULL,
       campaign_id ${ID} NOT NULL,
       sku_id ${ID} NOT NULL,
       quantity INT NOT NULL,
       created_at DATETIME(3) NOT NULL,
       PRIMARY KEY (reference_id, reason, campaign_id, sku_id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS flash_reminder (
       campaign_id ${ID} NOT NULL,
       starts_at DATETIME(3) NOT NULL,
       shopper_id ${ID} NOT NULL,
       PRIMARY KEY (shopper_id, campaign_id, starts_at),
       KEY due (starts_at, campaign_id)
     ) ${TABLE}`,
  ],
};

import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const KEY = 'VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * What sending goods back cost, as its shopper states it, and what of it a benefit pays; coupons of
 * benefits whose campaign was not live when they were due; how principal of a deleted account went
 * back; imports of members that another operator approves. Whom campaigns reached is found by
 * shopper, because deleting an account forgets it.
 */
export const benefitsComplete: Migration = {
  name: '0031-benefits-complete',
  statements: [
    `ALTER TABLE after_sale ADD COLUMN return_freight_stated_fen BIGINT NULL,
       ADD COLUMN return_freight_fen BIGINT NULL,
       ADD CONSTRAINT return_freight_stated
         CHECK (return_freight_fen IS NULL OR (return_freight_fen > 0
           AND return_freight_fen <= return_freight_stated_fen))`,
    'ALTER TABLE after_sale ADD COLUMN offline_reference VARCHAR(64) NULL',
    `ALTER TABLE member_import ADD COLUMN approval_id ${ID} NULL`,
    'ALTER TABLE campaign_reach ADD KEY of_shopper (shopper_id)',
    `CREATE TABLE IF NOT EXISTS coupon_owed (
       campaign_id ${ID} NOT NULL,
       shopper_id ${ID} NOT NULL,
       grant_key ${KEY} NOT NULL,
       owed_until DATETIME(3) NOT NULL,
       PRIMARY KEY (campaign_id, shopper_id, grant_key),
       KEY of_shopper (shopper_id, grant_key),
       KEY lapses (owed_until)
     ) ${TABLE}`,
  ],
};

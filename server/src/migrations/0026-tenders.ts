import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * An order may be paid in part by points and balance: its payment then is a part of its total, and
 * so is what a refund sends back through WeChat. The rest of a refund is noted here.
 */
export const tenders: Migration = {
  name: '0026-tenders',
  statements: [
    `ALTER TABLE orders ADD COLUMN points_fen BIGINT NOT NULL DEFAULT 0,
       ADD COLUMN balance_fen BIGINT NOT NULL DEFAULT 0,
       ADD CONSTRAINT order_tenders CHECK (points_fen >= 0 AND balance_fen >= 0
         AND points_fen + balance_fen <= total_fen)`,
    'ALTER TABLE payment ADD COLUMN is_part TINYINT(1) NOT NULL DEFAULT 0',
    `CREATE TABLE IF NOT EXISTS order_refund_tender (
       refund_id ${ID} NOT NULL PRIMARY KEY,
       order_id ${ID} NOT NULL,
       points_fen BIGINT NOT NULL,
       balance_fen BIGINT NOT NULL,
       KEY of_order (order_id),
       CONSTRAINT refund_tenders CHECK (points_fen >= 0 AND balance_fen >= 0)
     ) ${TABLE}`,
  ],
};

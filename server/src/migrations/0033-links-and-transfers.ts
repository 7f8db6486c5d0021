import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const TEXT = 'CHARACTER SET ascii COLLATE ascii_bin NOT NULL';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Codes and links of WeChat's, by what they were asked for; and transfers to people. `live` is 1
 * while a transfer is open or once it has succeeded, and a subject has one such at most.
 */
export const linksAndTransfers: Migration = {
  name: '0033-links-and-transfers',
  statements: [
    `CREATE TABLE IF NOT EXISTS wechat_code (
       scene VARCHAR(32) ${TEXT},
       page VARCHAR(128) ${TEXT},
       width_px SMALLINT NOT NULL,
       build ${WORD} NOT NULL,
       picture VARCHAR(64) ${TEXT},
       created_at DATETIME(3) NOT NULL,
       PRIMARY KEY (scene, page, width_px, build)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS wechat_link (
       digest CHAR(64) ${TEXT} PRIMARY KEY,
       kind ${WORD} NOT NULL,
       page VARCHAR(128) ${TEXT},
       url VARCHAR(255) NOT NULL,
       expires_at DATETIME(3) NOT NULL,
       KEY expires (expires_at)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS merchant_transfer (
       id ${ID} NOT NULL PRIMARY KEY,
       subject_kind ${WORD} NOT NULL,
       subject_id ${ID} NOT NULL,
       shopper_id ${ID} NOT NULL,
       openid VARCHAR(64) ${TEXT},
       amount_fen BIGINT NOT NULL,
       remark VARCHAR(32) NOT NULL,
       payee_name VARCHAR(64) NULL,
       state ${WORD} NOT NULL,
       live TINYINT AS (IF(state IN ('failed', 'cancelled'), NULL, 1)) PERSISTENT,
       transfer_bill_no VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
       package_info VARCHAR(1024) CHARACTER SET ascii COLLATE ascii_bin NULL,
       confirm_until DATETIME(3) NULL,
       fail_reason VARCHAR(128) NULL,
       last_error VARCHAR(500) NULL,
       check_at DATETIME(3) NULL,
       checks INT NOT NULL DEFAULT 0,
       created_at DATETIME(3) NOT NULL,
       ended_at DATETIME(3) NULL,
       UNIQUE KEY one_live (subject_kind, subject_id, live),
       KEY of_shopper (shopper_id, id),
       KEY due_check (check_at),
       CONSTRAINT merchant_transfer_money CHECK (amount_fen >= 10)
     ) ${TABLE}`,
  ],
};

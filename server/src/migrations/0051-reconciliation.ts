import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const DAY = 'CHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const NUMBER = 'VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * WeChat's bills by Beijing day, and where they and the books do not say the same (ADR 0042). The
 * lines of all days are kept, so that what is late is found on the day it came.
 */
export const reconciliation: Migration = {
  name: '0051-reconciliation',
  statements: [
    `CREATE TABLE IF NOT EXISTS reconciliation_day (
       day ${DAY} PRIMARY KEY,
       state ${WORD} NOT NULL,
       totals JSON NULL,
       last_error VARCHAR(500) NULL,
       fetched_at DATETIME(3) NULL,
       closed_at DATETIME(3) NULL,
       KEY by_state (state, day)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS trade_bill_line (
       day ${DAY},
       seq INT NOT NULL,
       subject ${WORD} NOT NULL,
       number ${NUMBER} NOT NULL,
       wechat_no ${NUMBER} NOT NULL,
       amount_fen BIGINT NOT NULL,
       fee_fen BIGINT NOT NULL,
       outcome ${WORD} NOT NULL,
       PRIMARY KEY (day, seq),
       KEY by_number (number),
       KEY by_wechat_no (wechat_no)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS fund_flow_line (
       day ${DAY},
       seq INT NOT NULL,
       wechat_no ${NUMBER} NOT NULL,
       purpose ${WORD} NOT NULL,
       business VARCHAR(32) NOT NULL,
       net_fen BIGINT NOT NULL,
       balance_fen BIGINT NOT NULL,
       PRIMARY KEY (day, seq),
       KEY by_wechat_no (wechat_no)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS reconciliation_difference (
       id ${ID} NOT NULL PRIMARY KEY,
       day ${DAY},
       subject ${WORD} NOT NULL,
       kind ${WORD} NOT NULL,
       cause ${WORD} NULL,
       number ${NUMBER} NOT NULL,
       wechat_no ${NUMBER} NULL,
       named ${NUMBER} AS (COALESCE(wechat_no, '')) PERSISTENT,
       ours_fen BIGINT NULL,
       theirs_fen BIGINT NULL,
       ours ${WORD} NULL,
       theirs ${WORD} NULL,
       state ${WORD} NOT NULL,
       resolution ${WORD} NULL,
       note VARCHAR(200) NULL,
       settled_by VARCHAR(64) NULL,
       found_at DATETIME(3) NOT NULL,
       settled_at DATETIME(3) NULL,
       UNIQUE KEY one (day, subject, kind, number, named),
       KEY by_state (state, id),
       CONSTRAINT difference_settled CHECK (
         (state = 'open') = (resolution IS NULL) AND (state = 'open') = (settled_at IS NULL))
     ) ${TABLE}`,
    'ALTER TABLE refund ADD KEY by_success (succeeded_at)',
    'ALTER TABLE merchant_transfer ADD KEY by_end (ended_at)',
    'ALTER TABLE merchant_transfer ADD KEY by_bill_no (transfer_bill_no)',
  ],
};

import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const DAY = 'CHAR(10) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Segments and who is in them, by a list or by a rule. A run is one asking of a rule: who was seen
 * by an earlier one only has left. Scores of recency, frequency and money are made anew each day.
 */
export const segments: Migration = {
  name: '0050-segments',
  statements: [
    `CREATE TABLE IF NOT EXISTS segment (
       id ${ID} NOT NULL PRIMARY KEY,
       version INT NOT NULL DEFAULT 1,
       kind ${WORD} NOT NULL,
       name VARCHAR(30) NOT NULL,
       rule JSON NULL,
       run INT NOT NULL DEFAULT 0,
       refreshed_at DATETIME(3) NULL,
       due_at DATETIME(3) NULL,
       created_at DATETIME(3) NOT NULL,
       KEY due (due_at, id),
       CONSTRAINT segment_rule CHECK ((rule IS NOT NULL) = (kind = 'rule'))
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS segment_member (
       segment_id ${ID} NOT NULL,
       shopper_id ${ID} NOT NULL,
       entered_at DATETIME(3) NOT NULL,
       entered_run INT NOT NULL,
       seen_run INT NOT NULL,
       PRIMARY KEY (segment_id, shopper_id),
       KEY of_shopper (shopper_id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS segment_change (
       number BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
       segment_id ${ID} NOT NULL,
       shopper_id ${ID} NOT NULL,
       \`change\` ${WORD} NOT NULL,
       changed_by ${ID} NULL,
       at DATETIME(3) NOT NULL,
       KEY of_shopper (shopper_id, number),
       KEY of_segment (segment_id, number)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS rfm_score (
       shopper_id ${ID} NOT NULL PRIMARY KEY,
       recency TINYINT NOT NULL,
       frequency TINYINT NOT NULL,
       money TINYINT NOT NULL
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS rfm_rule (
       id TINYINT NOT NULL PRIMARY KEY,
       version INT NOT NULL,
       bounds JSON NOT NULL,
       day ${DAY} NOT NULL,
       cuts JSON NULL
     ) ${TABLE}`,
    `INSERT IGNORE INTO rfm_rule (id, version, bounds, day) VALUES (1, 0, '{"kind":"quantiles"}', '')`,
  ],
};

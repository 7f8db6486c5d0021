import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const DAY = 'CHAR(10) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Fits with their results; after how many days products are bought again, and who is due to buy
 * which, both made anew each day. One row says of which day they are.
 */
export const prediction: Migration = {
  name: '0043-prediction',
  statements: [
    `CREATE TABLE IF NOT EXISTS prediction_fit (
       id ${ID} NOT NULL PRIMARY KEY,
       input JSON NOT NULL,
       state ${WORD} NOT NULL,
       usable TINYINT(1) NOT NULL DEFAULT 0,
       result JSON NULL,
       created_at DATETIME(3) NOT NULL,
       KEY of_usable (usable, id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS replenishment (
       product_id ${ID} NOT NULL PRIMARY KEY,
       interval_days INT NOT NULL
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS repurchase_due (
       shopper_id ${ID} NOT NULL,
       product_id ${ID} NOT NULL,
       last_day ${DAY} NOT NULL,
       due_day ${DAY} NOT NULL,
       PRIMARY KEY (shopper_id, product_id),
       KEY due (due_day, shopper_id, product_id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS repurchase_day (
       id TINYINT NOT NULL PRIMARY KEY,
       day ${DAY} NOT NULL
     ) ${TABLE}`,
    `INSERT IGNORE INTO repurchase_day (id, day) VALUES (1, '')`,
  ],
};

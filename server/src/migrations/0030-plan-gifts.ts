import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const CODE = 'CHAR(12) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Paid plans that are given to a friend, and codes that begin a term of one; what either is follows
 * from its dates and the clock.
 */
export const planGifts: Migration = {
  name: '0030-plan-gifts',
  statements: [
    'ALTER TABLE plan_purchase ADD COLUMN is_gift TINYINT NOT NULL DEFAULT 0',
    `CREATE TABLE IF NOT EXISTS plan_gift (
       purchase_id ${ID} NOT NULL PRIMARY KEY,
       code ${CODE} NOT NULL,
       expires_at DATETIME(3) NOT NULL,
       accepted_at DATETIME(3) NULL,
       ended_at DATETIME(3) NULL,
       created_at DATETIME(3) NOT NULL,
       UNIQUE KEY by_code (code),
       KEY due (accepted_at, ended_at, expires_at, purchase_id),
       CONSTRAINT plan_gift_accepted CHECK (accepted_at < expires_at)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS activation_batch (
       id ${ID} NOT NULL PRIMARY KEY,
       plan_id ${ID} NOT NULL,
       plan_version INT NOT NULL,
       codes INT NOT NULL,
       printed INT NOT NULL DEFAULT 0,
       note VARCHAR(200) NOT NULL,
       valid_until DATETIME(3) NOT NULL,
       revoked_at DATETIME(3) NULL,
       created_at DATETIME(3) NOT NULL,
       KEY of_plan (plan_id, id),
       CONSTRAINT activation_printed CHECK (printed <= codes)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS activation_code (
       code ${CODE} NOT NULL PRIMARY KEY,
       batch_id ${ID} NOT NULL,
       used_at DATETIME(3) NULL,
       KEY of_batch (batch_id, code),
       KEY used (batch_id, used_at)
     ) ${TABLE}`,
  ],
};

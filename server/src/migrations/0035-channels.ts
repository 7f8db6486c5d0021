import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const CODE = 'VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin';
const DAY = 'CHAR(10) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Where codes are put and what that costs, by Beijing day; what was settled of it, and what was said
 * to the customers of staff.
 */
export const channels: Migration = {
  name: '0035-channels',
  statements: [
    `CREATE TABLE IF NOT EXISTS channel (
       id ${ID} NOT NULL PRIMARY KEY,
       version INT NOT NULL,
       kind ${WORD} NOT NULL,
       state ${WORD} NOT NULL,
       name VARCHAR(40) NOT NULL,
       owner_name VARCHAR(40) NOT NULL,
       landing_page ${WORD} NOT NULL,
       landing_id ${ID} NULL,
       welcome_campaign_id ${ID} NULL,
       code ${CODE} NOT NULL,
       created_at DATETIME(3) NOT NULL,
       UNIQUE KEY code (code),
       KEY of_kind (kind, id),
       KEY of_state (state, id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS channel_cost (
       channel_id ${ID} NOT NULL,
       from_day ${DAY} NOT NULL,
       cost JSON NOT NULL,
       PRIMARY KEY (channel_id, from_day)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS channel_settlement (
       id ${ID} NOT NULL PRIMARY KEY,
       channel_id ${ID} NOT NULL,
       from_day ${DAY} NOT NULL,
       until_day ${DAY} NOT NULL,
       total_fen BIGINT NOT NULL,
       carried_fen BIGINT NOT NULL,
       payable_fen BIGINT NOT NULL,
       carry_fen BIGINT NOT NULL,
       closed_at DATETIME(3) NOT NULL,
       UNIQUE KEY once (channel_id, from_day),
       CONSTRAINT settlement_period CHECK (from_day <= until_day),
       CONSTRAINT settlement_money CHECK (total_fen + carried_fen = payable_fen + carry_fen
         AND payable_fen >= 0 AND carry_fen <= 0 AND carried_fen <= 0)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS channel_settlement_line (
       settlement_id ${ID} NOT NULL,
       channel_id ${ID} NOT NULL,
       day ${DAY} NOT NULL,
       owed_fen BIGINT NOT NULL,
       amount_fen BIGINT NOT NULL,
       is_correction TINYINT(1) NOT NULL,
       PRIMARY KEY (settlement_id, day),
       KEY of_channel (channel_id, day),
       CONSTRAINT settlement_line_money CHECK (owed_fen >= 0 AND amount_fen <> 0)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS staff_note (
       id ${ID} NOT NULL PRIMARY KEY,
       channel_id ${ID} NOT NULL,
       shopper_id ${ID} NOT NULL,
       note VARCHAR(300) NOT NULL,
       operator_id ${ID} NOT NULL,
       noted_at DATETIME(3) NOT NULL,
       KEY of_customer (channel_id, shopper_id, id),
       KEY of_shopper (shopper_id)
     ) ${TABLE}`,
  ],
};

import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Why accounts are, or may be, one person; whom the live links make one, which is a function of
 * them; and on which devices an account logged in. One row is the turn of whoever changes links.
 */
export const people: Migration = {
  name: '0049-people',
  statements: [
    `CREATE TABLE IF NOT EXISTS person_link (
       id ${ID} NOT NULL PRIMARY KEY,
       one_id ${ID} NOT NULL,
       other_id ${ID} NOT NULL,
       evidence ${WORD} NOT NULL,
       state ${WORD} NOT NULL,
       reason VARCHAR(200) NULL,
       decided_by ${ID} NULL,
       decided_at DATETIME(3) NULL,
       undo_until DATETIME(3) NULL,
       created_at DATETIME(3) NOT NULL,
       UNIQUE KEY once (one_id, other_id, evidence),
       KEY of_other (other_id),
       KEY of_state (state, id),
       CONSTRAINT person_link_order CHECK (one_id < other_id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS person_member (
       shopper_id ${ID} NOT NULL PRIMARY KEY,
       person_id ${ID} NOT NULL,
       KEY of_person (person_id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS person_turn (id TINYINT NOT NULL PRIMARY KEY) ${TABLE}`,
    `INSERT IGNORE INTO person_turn (id) VALUES (1)`,
    `CREATE TABLE IF NOT EXISTS login_trace (
       shopper_id ${ID} NOT NULL,
       kind ${WORD} NOT NULL,
       value VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       first_at DATETIME(3) NOT NULL,
       last_at DATETIME(3) NOT NULL,
       PRIMARY KEY (shopper_id, kind, value),
       KEY of_value (kind, value),
       KEY by_last (last_at)
     ) ${TABLE}`,
  ],
};

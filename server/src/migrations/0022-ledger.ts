import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin';
const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Double entry. Entries and postings are only ever added. A posting's number is given while its
 * account is locked: in their order the balances after them follow one from the other.
 */
export const ledger: Migration = {
  name: '0022-ledger',
  statements: [
    `CREATE TABLE IF NOT EXISTS ledger_entry (
       id ${ID} NOT NULL PRIMARY KEY,
       business_key VARCHAR(96) ${ASCII} NOT NULL,
       input_hash CHAR(64) ${ASCII} NOT NULL,
       kind ${WORD} NOT NULL,
       shopper_id ${ID} NULL,
       reference_kind ${WORD} NOT NULL,
       reference_id ${ID} NOT NULL,
       created_at DATETIME(3) NOT NULL,
       UNIQUE KEY once (business_key),
       KEY of_reference (reference_kind, reference_id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS ledger_posting (
       number BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
       entry_id ${ID} NOT NULL,
       account ${WORD} NOT NULL,
       shopper_id ${ID} NULL,
       amount BIGINT NOT NULL,
       balance_after BIGINT NULL,
       UNIQUE KEY of_entry (entry_id, account),
       KEY of_shopper (shopper_id, number),
       CONSTRAINT posting_owner CHECK ((shopper_id IS NULL) = (balance_after IS NULL)),
       CONSTRAINT posting_moves CHECK (amount <> 0 OR shopper_id IS NOT NULL)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS ledger_balance (
       shopper_id ${ID} NOT NULL,
       account ${WORD} NOT NULL,
       balance BIGINT NOT NULL,
       last_entry_id ${ID} NULL,
       PRIMARY KEY (shopper_id, account),
       CONSTRAINT balance_floor CHECK (balance >= 0 OR account = 'points.active')
     ) ${TABLE}`,
  ],
};

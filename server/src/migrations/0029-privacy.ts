import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Files of everything kept of a shopper, until they expire; accounts that were deleted; members
 * of another system, until somebody proves that the phone number is theirs. Lines of
 * coupon grants are found by whom they name, because deleting an account blanks them.
 */
export const privacy: Migration = {
  name: '0029-privacy',
  statements: [
    `CREATE TABLE IF NOT EXISTS personal_export (
       id ${ID} NOT NULL PRIMARY KEY,
       shopper_id ${ID} NOT NULL,
       state ${WORD} NOT NULL,
       file LONGBLOB NULL,
       size_bytes INT NULL,
       requested_at DATETIME(3) NOT NULL,
       expires_at DATETIME(3) NULL,
       KEY of_shopper (shopper_id, id),
       KEY expires (expires_at)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS imported_member (
       id ${ID} NOT NULL PRIMARY KEY,
       member_number VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       phone VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       carried JSON NOT NULL,
       state ${WORD} NOT NULL,
       shopper_id ${ID} NULL,
       created_at DATETIME(3) NOT NULL,
       claimed_at DATETIME(3) NULL,
       UNIQUE KEY once (member_number),
       KEY of_phone (phone, state),
       KEY of_shopper (shopper_id),
       KEY of_state (state, id),
       CONSTRAINT imported_claim CHECK ((shopper_id IS NOT NULL) = (state = 'claimed'))
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS member_import (
       id ${ID} NOT NULL PRIMARY KEY,
       csv LONGBLOB NULL,
       dry_run TINYINT(1) NOT NULL,
       state ${WORD} NOT NULL,
       report JSON NULL,
       created_at DATETIME(3) NOT NULL
     ) ${TABLE}`,
    'ALTER TABLE shopper ADD COLUMN deleted_at DATETIME(3) NULL',
    'ALTER TABLE payment ADD KEY of_shopper (shopper_id, id)',
    `ALTER TABLE coupon_grant_line ADD KEY of_shopper (shopper_id),
       ADD KEY of_recipient (recipient)`,
  ],
};

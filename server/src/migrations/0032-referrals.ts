import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const CODE = 'VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin';
const MADE_BY_DEVICE = 'VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Links that say who shared what and where, the visits they led to, and whose customer somebody
 * became by them. A target that is none is an empty string, so that the unique key holds.
 */
export const referrals: Migration = {
  name: '0032-referrals',
  statements: [
    `CREATE TABLE IF NOT EXISTS share_link (
       code ${CODE} NOT NULL PRIMARY KEY,
       owner_kind ${WORD} NOT NULL,
       owner_id ${ID} NOT NULL,
       page ${WORD} NOT NULL,
       target_id ${ID} NOT NULL,
       placement ${WORD} NOT NULL,
       created_at DATETIME(3) NOT NULL,
       withdrawn_at DATETIME(3) NULL,
       UNIQUE KEY once (owner_kind, owner_id, page, target_id, placement)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS visit (
       id ${ID} NOT NULL PRIMARY KEY,
       code ${CODE} NOT NULL,
       installation_id ${MADE_BY_DEVICE} NOT NULL,
       visit_id ${MADE_BY_DEVICE} NOT NULL,
       scene INT NULL,
       state ${WORD} NOT NULL,
       shopper_id ${ID} NULL,
       visited_at DATETIME(3) NOT NULL,
       decided_at DATETIME(3) NULL,
       reason ${WORD} NULL,
       facts JSON NULL,
       UNIQUE KEY once (installation_id, visit_id),
       KEY of_installation (installation_id, state),
       KEY of_shopper (shopper_id, state, id),
       KEY of_code (code, visited_at),
       KEY of_state (state, visited_at, id),
       CONSTRAINT visit_stitched CHECK ((shopper_id IS NOT NULL) = (state <> 'anonymous')),
       CONSTRAINT visit_decided CHECK ((reason IS NOT NULL) = (state = 'decided'))
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS shopper_installation (
       installation_id ${MADE_BY_DEVICE} NOT NULL,
       shopper_id ${ID} NOT NULL,
       first_at DATETIME(3) NOT NULL,
       last_at DATETIME(3) NOT NULL,
       PRIMARY KEY (installation_id, shopper_id),
       KEY of_shopper (shopper_id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS referral_binding (
       id ${ID} NOT NULL PRIMARY KEY,
       shopper_id ${ID} NOT NULL,
       owner_kind ${WORD} NOT NULL,
       owner_id ${ID} NOT NULL,
       code ${CODE} NOT NULL,
       touch_id ${ID} NOT NULL,
       reason ${WORD} NOT NULL,
       rule_version INT NOT NULL,
       bound_at DATETIME(3) NOT NULL,
       protected_until DATETIME(3) NOT NULL,
       valid_until DATETIME(3) NOT NULL,
       frozen_at DATETIME(3) NULL,
       ended_at DATETIME(3) NULL,
       ended_by ${WORD} NULL,
       is_open TINYINT(1) NULL,
       UNIQUE KEY one_open (shopper_id, is_open),
       UNIQUE KEY one_touch (touch_id),
       KEY of_owner (owner_kind, owner_id, id),
       CONSTRAINT binding_open CHECK ((is_open <=> 1) = (ended_at IS NULL)),
       CONSTRAINT binding_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
       CONSTRAINT binding_not_self CHECK (owner_kind <> 'shopper' OR owner_id <> shopper_id),
       CONSTRAINT binding_protection CHECK (protected_until <= valid_until)
     ) ${TABLE}`,
  ],
};

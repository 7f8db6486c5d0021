import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Programmes that reward both sides of an invitation, and their rewards: one a programme, friend,
 * action and side, for ever. One programme is published at a time.
 */
export const referralRewards: Migration = {
  name: '0037-referral-rewards',
  statements: [
    `CREATE TABLE IF NOT EXISTS referral_programme (
       id ${ID} NOT NULL PRIMARY KEY,
       state ${WORD} NOT NULL,
       input JSON NOT NULL,
       version INT NOT NULL,
       created_at DATETIME(3) NOT NULL,
       is_published TINYINT(1) NULL,
       UNIQUE KEY one_published (is_published),
       CONSTRAINT programme_published CHECK ((is_published <=> 1) = (state = 'published'))
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS referral_reward (
       id ${ID} NOT NULL PRIMARY KEY,
       programme_id ${ID} NOT NULL,
       action ${WORD} NOT NULL,
       side ${WORD} NOT NULL,
       friend_id ${ID} NOT NULL,
       inviter_id ${ID} NOT NULL,
       shopper_id ${ID} NOT NULL,
       binding_id ${ID} NOT NULL,
       order_id ${ID} NULL,
       order_min_fen BIGINT NOT NULL,
       total_max INT NOT NULL,
       day_max INT NOT NULL,
       gift JSON NOT NULL,
       state ${WORD} NOT NULL,
       void_reason ${WORD} NULL,
       held_for JSON NULL,
       day CHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       due_at DATETIME(3) NULL,
       granted_at DATETIME(3) NULL,
       created_at DATETIME(3) NOT NULL,
       UNIQUE KEY once (programme_id, friend_id, action, side),
       KEY of_shopper (shopper_id, id),
       KEY of_friend (friend_id),
       KEY of_inviter (inviter_id, programme_id, side),
       KEY of_order (order_id),
       KEY of_state (state, due_at, id),
       CONSTRAINT reward_of_one CHECK (shopper_id = IF(side = 'friend', friend_id, inviter_id)),
       CONSTRAINT reward_order CHECK ((order_id IS NULL) = (action = 'registered')),
       CONSTRAINT reward_granted CHECK ((granted_at IS NOT NULL) = (state = 'granted')),
       CONSTRAINT reward_voided CHECK ((void_reason IS NOT NULL) = (state = 'voided')),
       CONSTRAINT reward_not_self CHECK (friend_id <> inviter_id)
     ) ${TABLE}`,
    'ALTER TABLE referral_binding ADD COLUMN was_new TINYINT(1) NOT NULL DEFAULT 1',
  ],
};

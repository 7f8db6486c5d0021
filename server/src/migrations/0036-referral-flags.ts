import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/** Friends whose rewards are held, with what was seen, until somebody has looked at it. */
export const referralFlags: Migration = {
  name: '0036-referral-flags',
  statements: [
    `CREATE TABLE IF NOT EXISTS referral_flag (
       id ${ID} NOT NULL PRIMARY KEY,
       friend_id ${ID} NOT NULL,
       inviter_id ${ID} NOT NULL,
       state ${WORD} NOT NULL,
       evidence JSON NOT NULL,
       rule_version INT NOT NULL,
       flagged_at DATETIME(3) NOT NULL,
       decided_by ${ID} NULL,
       decided_at DATETIME(3) NULL,
       reason VARCHAR(200) NULL,
       UNIQUE KEY once (friend_id, inviter_id),
       KEY of_inviter (inviter_id, id),
       KEY of_state (state, id),
       CONSTRAINT flag_decided CHECK ((state = 'open') = (decided_at IS NULL)),
       CONSTRAINT flag_decided_by CHECK ((decided_at IS NULL) = (decided_by IS NULL))
     ) ${TABLE}`,
  ],
};

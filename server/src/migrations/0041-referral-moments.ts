import type { Migration } from './migration.js';

/**
 * Since when a visit is somebody's: a link counts from then, however late that is decided. And when
 * a reward was taken back whose order went back after it was given.
 */
export const referralMoments: Migration = {
  name: '0041-referral-moments',
  statements: [
    'ALTER TABLE visit ADD COLUMN known_at DATETIME(3) NULL',
    "UPDATE visit SET known_at = visited_at WHERE state = 'known'",
    `ALTER TABLE visit ADD CONSTRAINT visit_known
       CHECK (state <> 'known' OR known_at IS NOT NULL)`,
    'ALTER TABLE referral_reward ADD COLUMN taken_back_at DATETIME(3) NULL',
    'ALTER TABLE referral_reward DROP CONSTRAINT reward_granted',
    `ALTER TABLE referral_reward ADD CONSTRAINT reward_granted
       CHECK ((granted_at IS NOT NULL) = (state IN ('granted', 'taken-back')))`,
    `ALTER TABLE referral_reward ADD CONSTRAINT reward_taken_back
       CHECK ((taken_back_at IS NOT NULL) = (state = 'taken-back'))`,
  ],
};

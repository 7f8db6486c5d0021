import type { Migration } from './migration.js';

/** What deleting by age asks for. A cart line of before counts from now. */
export const retention: Migration = {
  name: '0009-retention',
  statements: [
    'ALTER TABLE inbox_message ADD KEY arrived_at (arrived_at)',
    // The default is for instances of the version before, while both run.
    `ALTER TABLE cart_line
       ADD COLUMN touched_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3)`,
  ],
};

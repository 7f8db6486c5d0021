import type { Migration } from './migration.js';

/** Withdrawals that go by merchant transfer, to the WeChat of who asked for them. */
export const sentWithdrawals: Migration = {
  name: '0038-sent-withdrawals',
  statements: [
    `ALTER TABLE withdrawal ADD COLUMN openid
       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' AFTER payee`,
  ],
};

import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/** Whom a campaign was told to, once a shopper; teams by campaign, for its report. */
export const campaignReports: Migration = {
  name: '0019-campaign-reports',
  statements: [
    `CREATE TABLE IF NOT EXISTS campaign_reach (
       campaign_id ${ID} NOT NULL,
       shopper_id ${ID} NOT NULL,
       reached_at DATETIME(3) NOT NULL,
       PRIMARY KEY (campaign_id, shopper_id)
     ) ${TABLE}`,
    'ALTER TABLE team ADD KEY of_campaign (campaign_id, state)',
  ],
};

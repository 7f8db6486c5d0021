import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin';
const TOLD = 'VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * What phones tell of (ADR 0036). The key is made by the phone, time first, so that a repeat is
 * found and new rows come at the end; it is the device's own, because anybody may make one up.
 */
export const trackedEvents: Migration = {
  name: '0045-tracked-events',
  statements: [
    `CREATE TABLE IF NOT EXISTS tracked_event (
       event_id ${WORD} NOT NULL,
       installation_id ${TOLD} NOT NULL,
       name ${WORD} NOT NULL,
       happened_at DATETIME(3) NOT NULL,
       page ${TOLD} NOT NULL,
       target ${WORD} NULL,
       mark ${TOLD} NULL,
       value BIGINT NULL,
       shopper_id ${ID} NULL,
       PRIMARY KEY (event_id, installation_id),
       KEY by_time (happened_at, name),
       KEY of_shopper (shopper_id)
     ) ${TABLE}`,
  ],
};

import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin';
const TEXT = 'VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Batches of mini-program codes of channels (ADR 0034), each as it was called when asked for; and
 * what other risk rules would hold, counted inviter by inviter.
 */
export const codesAndPreviews: Migration = {
  name: '0046-codes-and-previews',
  statements: [
    `CREATE TABLE IF NOT EXISTS channel_code_batch (
       id ${ID} NOT NULL PRIMARY KEY,
       width_px INT NOT NULL,
       with_links TINYINT(1) NOT NULL,
       created_at DATETIME(3) NOT NULL,
       expires_at DATETIME(3) NOT NULL,
       KEY ended (expires_at)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS channel_code (
       batch_id ${ID} NOT NULL,
       position INT NOT NULL,
       channel_id ${ID} NOT NULL,
       name VARCHAR(40) NOT NULL,
       owner_name VARCHAR(40) NOT NULL,
       file_name VARCHAR(255) NOT NULL,
       path ${TEXT} NOT NULL,
       scene ${WORD} NOT NULL,
       state ${WORD} NOT NULL DEFAULT 'waiting',
       picture ${TEXT} NULL,
       link ${TEXT} NULL,
       refusal ${WORD} NULL,
       errcode INT NULL,
       PRIMARY KEY (batch_id, position),
       KEY of_state (batch_id, state, position),
       CONSTRAINT channel_code_state CHECK (state IN ('waiting', 'made', 'failed')),
       CONSTRAINT channel_code_made CHECK ((state = 'made') = (picture IS NOT NULL))
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS risk_preview (
       id ${ID} NOT NULL PRIMARY KEY,
       state ${WORD} NOT NULL,
       days INT NOT NULL,
       rules_now JSON NOT NULL,
       rules_then JSON NOT NULL,
       reached ${ID} NOT NULL DEFAULT '',
       inviters_total INT NOT NULL,
       counts JSON NOT NULL,
       created_at DATETIME(3) NOT NULL,
       finished_at DATETIME(3) NULL,
       KEY by_age (created_at)
     ) ${TABLE}`,
  ],
};

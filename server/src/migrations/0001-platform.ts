import type { Migration } from './migration.js';

const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

export const platform: Migration = {
  name: '0001-platform',
  statements: [
    `CREATE TABLE IF NOT EXISTS outbox_delivery (
       id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
       listener VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       payload JSON NOT NULL,
       created_at DATETIME(3) NOT NULL,
       due_at DATETIME(3) NOT NULL,
       attempts INT NOT NULL DEFAULT 0,
       dead TINYINT(1) NOT NULL DEFAULT 0,
       last_error VARCHAR(500) NULL,
       KEY due (dead, due_at)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS inbox_message (
       source VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       message_id VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       arrived_at DATETIME(3) NOT NULL,
       PRIMARY KEY (source, message_id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS due_job (
       id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
       kind VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       dedupe VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       payload JSON NOT NULL,
       run_at DATETIME(3) NOT NULL,
       lease_until DATETIME(3) NULL,
       attempts INT NOT NULL DEFAULT 0,
       dead TINYINT(1) NOT NULL DEFAULT 0,
       last_error VARCHAR(500) NULL,
       created_at DATETIME(3) NOT NULL,
       UNIQUE KEY kind_dedupe (kind, dedupe),
       KEY due (dead, run_at, id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS idempotency_key (
       owner_id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       idempotency_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       input_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       answer JSON NULL,
       created_at DATETIME(3) NOT NULL,
       PRIMARY KEY (owner_id, idempotency_key),
       KEY created_at (created_at)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS shop_setting (
       name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
       value JSON NOT NULL,
       version INT NOT NULL DEFAULT 1,
       updated_at DATETIME(3) NOT NULL
     ) ${TABLE}`,
  ],
};

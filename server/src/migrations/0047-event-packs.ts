import type { Migration } from './migration.js';

const DAY = 'CHAR(10) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin';
const TOLD = 'VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Tracked events as funnels read them (ADR 0038): the events of a Beijing day and name, each as the
 * number of whoever it was and its millisecond of the day. A day is packed when it has been open to
 * more events since it was packed last.
 */
export const eventPacks: Migration = {
  name: '0047-event-packs',
  statements: [
    `CREATE TABLE IF NOT EXISTS tracked_day (
       day ${DAY} NOT NULL PRIMARY KEY,
       open_until DATETIME(3) NOT NULL
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS packed_day (
       day ${DAY} NOT NULL PRIMARY KEY,
       packed_at DATETIME(3) NOT NULL
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS tracked_person (
       no INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
       kind ${WORD} NOT NULL,
       id ${TOLD} NOT NULL,
       first_at DATETIME(3) NOT NULL,
       UNIQUE KEY once (id, kind)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS event_pack (
       day ${DAY} NOT NULL,
       name ${WORD} NOT NULL,
       part INT NOT NULL,
       events INT NOT NULL,
       body MEDIUMBLOB NOT NULL,
       PRIMARY KEY (day, name, part)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS packing (
       id TINYINT NOT NULL PRIMARY KEY
     ) ${TABLE}`,
    'INSERT IGNORE INTO packing (id) VALUES (1)',
    `INSERT IGNORE INTO tracked_day (day, open_until)
       SELECT DISTINCT DATE_FORMAT(happened_at + INTERVAL 8 HOUR, '%Y-%m-%d'), UTC_TIMESTAMP(3)
       FROM tracked_event`,
  ],
};

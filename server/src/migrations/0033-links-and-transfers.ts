import type { Migration } from './migration.js';

const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const TEXT = 'CHARACTER SET ascii COLLATE ascii_bin NOT NULL';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/** Codes and links of WeChat's, by what they were asked for. */
export const linksAndTransfers: Migration = {
  name: '0033-links-and-transfers',
  statements: [
    `CREATE TABLE IF NOT EXISTS wechat_code (
       scene VARCHAR(32) ${TEXT},
       page VARCHAR(128) ${TEXT},
       width_px SMALLINT NOT NULL,
       build ${WORD} NOT NULL,
       picture VARCHAR(64) ${TEXT},
       created_at DATETIME(3) NOT NULL,
       PRIMARY KEY (scene, page, width_px, build)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS wechat_link (
       digest CHAR(64) ${TEXT} PRIMARY KEY,
       kind ${WORD} NOT NULL,
       page VARCHAR(128) ${TEXT},
       url VARCHAR(255) NOT NULL,
       expires_at DATETIME(3) NOT NULL,
       KEY expires (expires_at)
     ) ${TABLE}`,
  ],
};

import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const HASH = 'CHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
const WECHAT_ID = 'VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
const TEXT = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Shoppers, what they agreed to, their sessions and addresses. A row of `shopper_token` is one
 * pair of tokens; the pairs of one login share a `session_id`. The default address is named by the
 * shopper, so that there can be only one.
 */
export const identity: Migration = {
  name: '0002-identity',
  statements: [
    `CREATE TABLE IF NOT EXISTS shopper (
       id ${ID} NOT NULL PRIMARY KEY,
       openid ${WECHAT_ID} NOT NULL,
       unionid ${WECHAT_ID} NULL,
       phone VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL,
       phone_code_hash ${HASH} NULL,
       phone_bound_at DATETIME(3) NULL,
       default_address_id ${ID} NULL,
       created_at DATETIME(3) NOT NULL,
       logged_in_at DATETIME(3) NOT NULL,
       UNIQUE KEY openid (openid),
       KEY unionid (unionid),
       KEY phone (phone)
     ) ${TEXT}`,
    `CREATE TABLE IF NOT EXISTS shopper_agreement (
       shopper_id ${ID} NOT NULL,
       version VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       agreed_at DATETIME(3) NOT NULL,
       PRIMARY KEY (shopper_id, version)
     ) ${TEXT}`,
    `CREATE TABLE IF NOT EXISTS shopper_token (
       id ${ID} NOT NULL PRIMARY KEY,
       session_id ${ID} NOT NULL,
       shopper_id ${ID} NOT NULL,
       refreshed_from ${ID} NULL,
       session_hash ${HASH} NOT NULL,
       refresh_hash ${HASH} NOT NULL,
       created_at DATETIME(3) NOT NULL,
       expires_at DATETIME(3) NOT NULL,
       refresh_until DATETIME(3) NOT NULL,
       spent_at DATETIME(3) NULL,
       revoked_at DATETIME(3) NULL,
       UNIQUE KEY session_hash (session_hash),
       UNIQUE KEY refresh_hash (refresh_hash),
       KEY session_id (session_id),
       KEY of_shopper (shopper_id, id),
       KEY refreshed_from (refreshed_from),
       KEY refresh_until (refresh_until)
     ) ${TEXT}`,
    `CREATE TABLE IF NOT EXISTS address (
       id ${ID} NOT NULL PRIMARY KEY,
       shopper_id ${ID} NOT NULL,
       recipient VARCHAR(30) NOT NULL,
       phone VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       province VARCHAR(20) NOT NULL,
       city VARCHAR(30) NOT NULL,
       district VARCHAR(30) NOT NULL,
       detail VARCHAR(120) NOT NULL,
       created_at DATETIME(3) NOT NULL,
       updated_at DATETIME(3) NOT NULL,
       KEY of_shopper (shopper_id, id)
     ) ${TEXT}`,
  ],
};

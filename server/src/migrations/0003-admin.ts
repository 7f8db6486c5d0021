import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const HASH = 'CHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin';
const TEXT = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Operators, their roles and what they did. The role `owner` is there from the start, holds every
 * permission of this and later versions, and its row is the lock of all changes to operators.
 */
export const admin: Migration = {
  name: '0003-admin',
  statements: [
    `CREATE TABLE IF NOT EXISTS operator (
       id ${ID} NOT NULL PRIMARY KEY,
       name VARCHAR(40) NOT NULL,
       password_hash VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
       disabled TINYINT(1) NOT NULL DEFAULT 0,
       failures INT NOT NULL DEFAULT 0,
       locked_until DATETIME(3) NULL,
       created_at DATETIME(3) NOT NULL,
       updated_at DATETIME(3) NOT NULL,
       UNIQUE KEY name (name)
     ) ${TEXT}`,
    `CREATE TABLE IF NOT EXISTS role (
       id ${ID} NOT NULL PRIMARY KEY,
       name VARCHAR(40) NOT NULL,
       is_owner TINYINT(1) NOT NULL DEFAULT 0,
       permissions JSON NOT NULL,
       created_at DATETIME(3) NOT NULL,
       updated_at DATETIME(3) NOT NULL,
       UNIQUE KEY name (name)
     ) ${TEXT}`,
    `INSERT IGNORE INTO role (id, name, is_owner, permissions, created_at, updated_at)
     VALUES ('00000000000000000000000000', 'owner', 1, '[]', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
    `CREATE TABLE IF NOT EXISTS operator_role (
       operator_id ${ID} NOT NULL,
       role_id ${ID} NOT NULL,
       PRIMARY KEY (operator_id, role_id),
       KEY role_id (role_id)
     ) ${TEXT}`,
    `CREATE TABLE IF NOT EXISTS operator_session (
       id ${ID} NOT NULL PRIMARY KEY,
       operator_id ${ID} NOT NULL,
       token_hash ${HASH} NOT NULL,
       created_at DATETIME(3) NOT NULL,
       expires_at DATETIME(3) NOT NULL,
       revoked_at DATETIME(3) NULL,
       UNIQUE KEY token_hash (token_hash),
       KEY operator_id (operator_id),
       KEY expires_at (expires_at)
     ) ${TEXT}`,
    `CREATE TABLE IF NOT EXISTS audit_log (
       id ${ID} NOT NULL PRIMARY KEY,
       operator_id ${ID} NOT NULL,
       operator_name VARCHAR(40) NOT NULL,
       action ${WORD} NOT NULL,
       subject_kind ${WORD} NOT NULL,
       subject_id ${WORD} NOT NULL,
       before_value JSON NULL,
       after_value JSON NULL,
       created_at DATETIME(3) NOT NULL,
       KEY of_subject (subject_kind, subject_id, id),
       KEY of_operator (operator_id, id),
       KEY of_action (action, id)
     ) ${TEXT}`,
  ],
};

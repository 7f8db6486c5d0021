import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';
const TEXT = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * What is sold. A category's `parent_id` is empty at the root, so that a unique key holds there.
 * `stock_movement` is the ledger and `sku.stock` its sum, kept in the same
 * transaction; it has no foreign key because the check would lock the hot SKU row too early.
 */
export const catalog: Migration = {
  name: '0004-catalog',
  statements: [
    `CREATE TABLE IF NOT EXISTS category (
       id ${ID} NOT NULL PRIMARY KEY,
       parent_id ${ID} NOT NULL DEFAULT '',
       name VARCHAR(60) NOT NULL,
       position INT NOT NULL DEFAULT 0,
       picture_name VARCHAR(80) ${ASCII} NULL,
       version INT NOT NULL DEFAULT 1,
       created_at DATETIME(3) NOT NULL,
       UNIQUE KEY sibling_name (parent_id, name)
     ) ${TEXT}`,
    `CREATE TABLE IF NOT EXISTS product (
       id ${ID} NOT NULL PRIMARY KEY,
       handle VARCHAR(160) NOT NULL,
       title VARCHAR(200) NOT NULL,
       description_html MEDIUMTEXT NOT NULL,
       vendor VARCHAR(100) NOT NULL DEFAULT '',
       category_id ${ID} NULL,
       tags JSON NOT NULL,
       option_names JSON NOT NULL,
       published TINYINT(1) NOT NULL,
       position INT NOT NULL,
       price_from_fen BIGINT NOT NULL,
       version INT NOT NULL DEFAULT 1,
       created_at DATETIME(3) NOT NULL,
       updated_at DATETIME(3) NOT NULL,
       UNIQUE KEY handle (handle),
       KEY recommended (published, position, id),
       KEY newest (published, id),
       KEY by_price (published, price_from_fen, id),
       KEY category_id (category_id, published)
     ) ${TEXT}`,
    `CREATE TABLE IF NOT EXISTS sku (
       id ${ID} NOT NULL PRIMARY KEY,
       product_id ${ID} NOT NULL,
       position INT NOT NULL,
       code VARCHAR(64) NOT NULL DEFAULT '',
       option_values JSON NOT NULL,
       price_fen BIGINT NOT NULL,
       list_price_fen BIGINT NULL,
       struck_basis_fen BIGINT NULL,
       stock INT NOT NULL DEFAULT 0,
       returnable TINYINT(1) NOT NULL DEFAULT 1,
       grams INT NOT NULL DEFAULT 0,
       barcode VARCHAR(64) NOT NULL DEFAULT '',
       picture_src VARCHAR(1000) NULL,
       retired TINYINT(1) NOT NULL DEFAULT 0,
       KEY product_id (product_id, retired, position),
       KEY code (code),
       CHECK (stock >= 0),
       CHECK (price_fen >= 0)
     ) ${TEXT}`,
    `CREATE TABLE IF NOT EXISTS product_picture (
       product_id ${ID} NOT NULL,
       position INT NOT NULL,
       src VARCHAR(1000) NOT NULL,
       alt VARCHAR(200) NOT NULL DEFAULT '',
       PRIMARY KEY (product_id, position)
     ) ${TEXT}`,
    `CREATE TABLE IF NOT EXISTS picture (
       id ${ID} NOT NULL PRIMARY KEY,
       name VARCHAR(80) ${ASCII} NOT NULL,
       purpose VARCHAR(24) ${ASCII} NOT NULL,
       owner_shopper_id ${ID} NULL,
       source_hash CHAR(64) ${ASCII} NOT NULL,
       width INT NOT NULL,
       height INT NOT NULL,
       size_bytes INT NOT NULL,
       attached_at DATETIME(3) NULL,
       created_at DATETIME(3) NOT NULL,
       UNIQUE KEY name (name),
       KEY source_hash (source_hash, purpose),
       KEY owner (owner_shopper_id, created_at),
       KEY unattached (attached_at, created_at)
     ) ${TEXT}`,
    `CREATE TABLE IF NOT EXISTS price_history (
       id ${ID} NOT NULL PRIMARY KEY,
       sku_id ${ID} NOT NULL,
       price_fen BIGINT NOT NULL,
       list_price_fen BIGINT NULL,
       struck_basis_fen BIGINT NULL,
       operator_id ${ID} NULL,
       changed_at DATETIME(3) NOT NULL,
       KEY sku_id (sku_id, changed_at)
     ) ${TEXT}`,
    `CREATE TABLE IF NOT EXISTS sku_sale_day (
       sku_id ${ID} NOT NULL,
       day DATE NOT NULL,
       lowest_fen BIGINT NOT NULL,
       last_fen BIGINT NOT NULL,
       last_at DATETIME(3) NOT NULL,
       PRIMARY KEY (sku_id, day)
     ) ${TEXT}`,
    `CREATE TABLE IF NOT EXISTS stock_movement (
       id ${ID} NOT NULL PRIMARY KEY,
       sku_id ${ID} NOT NULL,
       reason VARCHAR(24) ${ASCII} NOT NULL,
       reference_id VARCHAR(64) ${ASCII} NOT NULL,
       quantity INT NOT NULL,
       operator_id ${ID} NULL,
       note VARCHAR(200) NOT NULL DEFAULT '',
       created_at DATETIME(3) NOT NULL,
       UNIQUE KEY once (reference_id, reason, sku_id),
       KEY sku_id (sku_id, id)
     ) ${TEXT}`,
    `CREATE TABLE IF NOT EXISTS catalog_version (
       id TINYINT NOT NULL PRIMARY KEY,
       version BIGINT NOT NULL
     ) ${TEXT}`,
    `INSERT IGNORE INTO catalog_version (id, version) VALUES (1, 1)`,
    `CREATE TABLE IF NOT EXISTS catalog_import (
       id ${ID} NOT NULL PRIMARY KEY,
       csv MEDIUMBLOB NULL,
       dry_run TINYINT(1) NOT NULL,
       state VARCHAR(12) ${ASCII} NOT NULL,
       report JSON NULL,
       operator_id ${ID} NOT NULL,
       created_at DATETIME(3) NOT NULL,
       updated_at DATETIME(3) NOT NULL
     ) ${TEXT}`,
  ],
};

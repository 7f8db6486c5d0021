import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin';
const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Stored value: lots and their moves, what orders hold of them, recharges and how they came back.
 * And changes that wait for a second person, whichever feature asks for them.
 */
export const wallet: Migration = {
  name: '0023-wallet',
  statements: [
    // The lot of a recharge has its id.
    `CREATE TABLE IF NOT EXISTS wallet_lot (
       id ${ID} NOT NULL PRIMARY KEY,
       shopper_id ${ID} NOT NULL,
       source ${WORD} NOT NULL,
       principal_fen BIGINT NOT NULL,
       bonus_fen BIGINT NOT NULL,
       principal_left_fen BIGINT NOT NULL,
       bonus_left_fen BIGINT NOT NULL,
       created_at DATETIME(3) NOT NULL,
       KEY of_shopper (shopper_id, id),
       CONSTRAINT lot_left CHECK (principal_left_fen BETWEEN 0 AND principal_fen
         AND bonus_left_fen BETWEEN 0 AND bonus_fen)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS wallet_lot_move (
       entry_id ${ID} NOT NULL,
       lot_id ${ID} NOT NULL,
       order_id ${ID} NULL,
       principal_fen BIGINT NOT NULL,
       bonus_fen BIGINT NOT NULL,
       PRIMARY KEY (entry_id, lot_id),
       KEY of_lot (lot_id),
       KEY of_order (order_id)
     ) ${TABLE}`,
    // `holds` counts how often an order has held: it may again, when it is paid late.
    `CREATE TABLE IF NOT EXISTS wallet_hold (
       order_id ${ID} NOT NULL PRIMARY KEY,
       shopper_id ${ID} NOT NULL,
       state ${WORD} NOT NULL,
       amount_fen BIGINT NOT NULL,
       principal_fen BIGINT NOT NULL,
       bonus_fen BIGINT NOT NULL,
       given_back_fen BIGINT NOT NULL DEFAULT 0,
       holds INT NOT NULL DEFAULT 1,
       held_at DATETIME(3) NOT NULL,
       KEY of_shopper (shopper_id, order_id),
       CONSTRAINT hold_money CHECK (amount_fen > 0 AND amount_fen = principal_fen + bonus_fen
         AND given_back_fen BETWEEN 0 AND amount_fen)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS recharge_plan (
       id ${ID} NOT NULL PRIMARY KEY,
       input JSON NOT NULL,
       position INT NOT NULL,
       offered TINYINT NOT NULL,
       version INT NOT NULL DEFAULT 1,
       created_at DATETIME(3) NOT NULL,
       KEY in_order (position, id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS recharge (
       id ${ID} NOT NULL PRIMARY KEY,
       shopper_id ${ID} NOT NULL,
       idempotency_key VARCHAR(64) ${ASCII} NOT NULL,
       input_hash CHAR(64) ${ASCII} NOT NULL,
       state ${WORD} NOT NULL,
       plan_id ${ID} NULL,
       principal_fen BIGINT NOT NULL,
       bonus_fen BIGINT NOT NULL,
       coupon_campaign_ids JSON NOT NULL,
       growth INT NOT NULL,
       payment_id ${ID} NOT NULL,
       pay_by DATETIME(3) NOT NULL,
       created_at DATETIME(3) NOT NULL,
       paid_at DATETIME(3) NULL,
       closed_at DATETIME(3) NULL,
       UNIQUE KEY once (shopper_id, idempotency_key),
       KEY of_shopper (shopper_id, id),
       KEY due (state, pay_by),
       CONSTRAINT recharge_money CHECK (principal_fen > 0 AND bonus_fen >= 0)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS recharge_refund (
       id ${ID} NOT NULL PRIMARY KEY,
       recharge_id ${ID} NOT NULL,
       shopper_id ${ID} NOT NULL,
       operator_id ${ID} NULL,
       cause ${WORD} NOT NULL,
       reason VARCHAR(200) NOT NULL,
       amount_fen BIGINT NOT NULL,
       principal_fen BIGINT NOT NULL,
       bonus_fen BIGINT NOT NULL,
       discount_withheld_fen BIGINT NOT NULL,
       coupons_withheld_fen BIGINT NOT NULL,
       channel ${WORD} NOT NULL,
       refund_id ${ID} NULL,
       offline_reference VARCHAR(64) NULL,
       created_at DATETIME(3) NOT NULL,
       refunded_at DATETIME(3) NULL,
       KEY of_recharge (recharge_id, id),
       KEY of_shopper (shopper_id, id),
       CONSTRAINT recharge_refund_money CHECK (amount_fen >= 0 AND coupons_withheld_fen >= 0
         AND amount_fen + discount_withheld_fen + coupons_withheld_fen = principal_fen),
       CONSTRAINT recharge_refund_channel CHECK (
         (channel = 'offline') = (offline_reference IS NOT NULL))
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS approval (
       id ${ID} NOT NULL PRIMARY KEY,
       kind ${WORD} NOT NULL,
       subject_id ${ID} NOT NULL,
       input JSON NOT NULL,
       reason VARCHAR(200) NOT NULL,
       state ${WORD} NOT NULL,
       asked_by ${ID} NOT NULL,
       asked_at DATETIME(3) NOT NULL,
       decided_by ${ID} NULL,
       decided_at DATETIME(3) NULL,
       KEY of_state (state, id),
       KEY of_subject (subject_id, id),
       CONSTRAINT approval_two_people CHECK (decided_by IS NULL OR decided_by <> asked_by
         OR state <> 'approved')
     ) ${TABLE}`,
  ],
};

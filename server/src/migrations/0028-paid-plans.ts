import type { Migration } from './migration.js';

const ID = 'CHAR(26) CHARACTER SET ascii COLLATE ascii_bin';
const WORD = 'VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin';
const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/**
 * Paid membership. Every version of a plan is kept, because a term is by the version it was bought
 * by; what a term is follows from its dates and the clock.
 */
export const paidPlans: Migration = {
  name: '0028-paid-plans',
  statements: [
    `CREATE TABLE IF NOT EXISTS paid_plan (
       id ${ID} NOT NULL PRIMARY KEY,
       version INT NOT NULL DEFAULT 1,
       position INT NOT NULL,
       created_at DATETIME(3) NOT NULL
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS paid_plan_version (
       plan_id ${ID} NOT NULL,
       version INT NOT NULL,
       input JSON NOT NULL,
       created_at DATETIME(3) NOT NULL,
       PRIMARY KEY (plan_id, version)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS plan_purchase (
       id ${ID} NOT NULL PRIMARY KEY,
       shopper_id ${ID} NOT NULL,
       idempotency_key VARCHAR(64) ${ASCII} NOT NULL,
       input_hash CHAR(64) ${ASCII} NOT NULL,
       state ${WORD} NOT NULL,
       plan_id ${ID} NOT NULL,
       plan_version INT NOT NULL,
       price_fen BIGINT NOT NULL,
       payment_id ${ID} NOT NULL,
       pay_by DATETIME(3) NOT NULL,
       created_at DATETIME(3) NOT NULL,
       paid_at DATETIME(3) NULL,
       closed_at DATETIME(3) NULL,
       UNIQUE KEY once (shopper_id, idempotency_key),
       KEY of_shopper (shopper_id, state, id),
       KEY due (state, pay_by),
       KEY paid (paid_at),
       CONSTRAINT plan_purchase_money CHECK (price_fen >= 0)
     ) ${TABLE}`,
    // Keys of a person who has had a trial, or holds one that can still be paid.
    `CREATE TABLE IF NOT EXISTS trial_claim (
       claim_key CHAR(64) ${ASCII} NOT NULL PRIMARY KEY,
       key_kind ${WORD} NOT NULL,
       purchase_id ${ID} NOT NULL,
       claimed_at DATETIME(3) NOT NULL,
       KEY of_purchase (purchase_id)
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS paid_term (
       id ${ID} NOT NULL PRIMARY KEY,
       shopper_id ${ID} NOT NULL,
       plan_id ${ID} NOT NULL,
       plan_version INT NOT NULL,
       source ${WORD} NOT NULL,
       source_id ${ID} NOT NULL,
       is_trial TINYINT NOT NULL,
       begins_at DATETIME(3) NOT NULL,
       ends_at DATETIME(3) NOT NULL,
       ended_at DATETIME(3) NULL,
       coupons_given INT NOT NULL DEFAULT 0,
       coupons_due_at DATETIME(3) NULL,
       remind_at DATETIME(3) NULL,
       created_at DATETIME(3) NOT NULL,
       UNIQUE KEY once (source, source_id),
       KEY of_shopper (shopper_id, ends_at),
       KEY of_version (plan_id, plan_version, ends_at),
       KEY coupons (coupons_due_at, id),
       KEY to_remind (remind_at, id),
       CONSTRAINT paid_term_lasts CHECK (begins_at < ends_at AND ended_at <= ends_at)
     ) ${TABLE}`,
    // Who asked to be told before their paid membership ends.
    `CREATE TABLE IF NOT EXISTS paid_reminder (
       shopper_id ${ID} NOT NULL PRIMARY KEY,
       asked_at DATETIME(3) NOT NULL
     ) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS plan_refund (
       id ${ID} NOT NULL PRIMARY KEY,
       purchase_id ${ID} NOT NULL,
       shopper_id ${ID} NOT NULL,
       operator_id ${ID} NULL,
       cause ${WORD} NOT NULL,
       reason VARCHAR(200) NOT NULL,
       unused_fen BIGINT NOT NULL,
       benefits_fen BIGINT NOT NULL,
       amount_fen BIGINT NOT NULL,
       channel ${WORD} NOT NULL,
       refund_id ${ID} NULL,
       offline_reference VARCHAR(64) NULL,
       created_at DATETIME(3) NOT NULL,
       refunded_at DATETIME(3) NULL,
       UNIQUE KEY once (purchase_id),
       KEY by_time (created_at),
       CONSTRAINT plan_refund_money CHECK (amount_fen > 0 AND benefits_fen >= 0
         AND amount_fen = unused_fen - benefits_fen),
       CONSTRAINT plan_refund_channel CHECK (
         (channel = 'offline') = (offline_reference IS NOT NULL))
     ) ${TABLE}`,
  ],
};

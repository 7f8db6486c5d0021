import {
  assertMove,
  fen,
  PLAN_PURCHASE_MOVES,
  type Fen,
  type PlanPurchase,
  type PlanPurchaseState,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../../platform/transaction.js';
import { where, type Condition } from '../../../platform/where.js';

type Db = Pick<EntityManager, 'query'>;

/** A version of a plan someone means to pay for. */
export interface PlanPurchaseRow {
  id: string;
  shopperId: string;
  idempotencyKey: string;
  inputHash: string;
  state: PlanPurchaseState;
  planId: string;
  planVersion: number;
  planName: string;
  /** Whether a friend is to have it. */
  isGift: boolean;
  priceFen: Fen;
  paymentId: string;
  payBy: Date;
  createdAt: Date;
  paidAt: Date | null;
}

type Raw = Omit<PlanPurchaseRow, 'isGift'> & { isGift: 0 | 1 };

const SELECT = `SELECT purchase.id, purchase.shopper_id AS shopperId,
    purchase.idempotency_key AS idempotencyKey, purchase.input_hash AS inputHash, purchase.state,
    purchase.plan_id AS planId, purchase.plan_version AS planVersion,
    JSON_VALUE(bought.input, '$.name') AS planName, purchase.is_gift AS isGift,
    purchase.price_fen AS priceFen,
    purchase.payment_id AS paymentId, purchase.pay_by AS payBy,
    purchase.created_at AS createdAt, purchase.paid_at AS paidAt
  FROM plan_purchase AS purchase JOIN paid_plan_version AS bought
    ON bought.plan_id = purchase.plan_id AND bought.version = purchase.plan_version`;

export async function insertPlanPurchase(
  tx: Tx,
  purchase: Omit<PlanPurchaseRow, 'state' | 'paidAt' | 'planName'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO plan_purchase (id, shopper_id, idempotency_key, input_hash, state, plan_id,
       plan_version, is_gift, price_fen, payment_id, pay_by, created_at) VALUES (?)`,
    [
      [
        ...[purchase.id, purchase.shopperId, purchase.idempotencyKey, purchase.inputHash],
        ...['awaiting-payment', purchase.planId, purchase.planVersion, purchase.isGift ? 1 : 0],
        ...[purchase.priceFen, purchase.paymentId, purchase.payBy, purchase.createdAt],
      ],
    ],
  );
}

/** How many of a shopper's can still be paid. */
export async function countOpenPurchases(db: Db, shopperId: string): Promise<number> {
  const [found] = await rows<{ open: number }>(
    db,
    `SELECT COUNT(*) AS open FROM plan_purchase
     WHERE shopper_id = ? AND state = 'awaiting-payment'`,
    [shopperId],
  );
  return found?.open ?? 0;
}

/** Purchases that fit, newest first. */
export async function planPurchasesWhere(
  db: Db,
  conditions: readonly Condition[],
  limit: number,
): Promise<PlanPurchaseRow[]> {
  const { clause, parameters } = where(conditions);
  const sql = `${SELECT} ${clause} ORDER BY purchase.id DESC LIMIT ?`;
  return (await rows<Raw>(db, sql, [...parameters, limit])).map(typed);
}

export async function findPlanPurchase(db: Db, id: string): Promise<PlanPurchaseRow | null> {
  return (await planPurchasesWhere(db, [['purchase.id = ?', id]], 1))[0] ?? null;
}

export async function lockPlanPurchase(tx: Tx, id: string): Promise<PlanPurchaseRow | null> {
  await tx.query('SELECT id FROM plan_purchase WHERE id = ? FOR UPDATE', [id]);
  return findPlanPurchase(tx, id);
}

/** Moves a locked purchase on. An illegal move is a bug, the caller has asked the state before. */
export async function movePlanPurchase(
  tx: Tx,
  { id, state }: Pick<PlanPurchaseRow, 'id' | 'state'>,
  to: PlanPurchaseState,
  at: { paidAt?: Date; closedAt?: Date } = {},
): Promise<void> {
  assertMove(PLAN_PURCHASE_MOVES, state, to, `plan purchase ${id}`);
  await tx.query(
    `UPDATE plan_purchase SET state = ?, paid_at = COALESCE(?, paid_at),
       closed_at = COALESCE(?, closed_at) WHERE id = ?`,
    [to, at.paidAt ?? null, at.closedAt ?? null, id],
  );
}

/** What a shopper may see of one. */
export function planPurchaseView(row: PlanPurchaseRow): PlanPurchase {
  const { id, state, planId, planName, isGift, priceFen, payBy, createdAt, paidAt } = row;
  return {
    ...{ id, state, planId, planName, isGift, priceFen, payBy: payBy.toISOString() },
    ...{ createdAt: createdAt.toISOString(), paidAt: paidAt?.toISOString() ?? null },
  };
}

function typed(row: Raw): PlanPurchaseRow {
  return { ...row, isGift: row.isGift === 1, priceFen: fen(row.priceFen) };
}

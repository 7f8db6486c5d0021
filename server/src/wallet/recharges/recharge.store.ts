import { assertMove, fen, RECHARGE_MOVES, type Fen, type RechargeState } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';
import { where, type Condition } from '../../platform/where.js';

type Reader = Pick<EntityManager, 'query'>;

/** Money paid in advance, with what the shop promised for it when it was placed. */
export interface RechargeRow {
  id: string;
  shopperId: string;
  idempotencyKey: string;
  inputHash: string;
  state: RechargeState;
  planId: string | null;
  principalFen: Fen;
  bonusFen: Fen;
  couponCampaignIds: string[];
  growth: number;
  paymentId: string;
  payBy: Date;
  createdAt: Date;
  paidAt: Date | null;
}

const COLUMNS = `recharge.id, recharge.shopper_id AS shopperId,
  idempotency_key AS idempotencyKey, input_hash AS inputHash, state, plan_id AS planId,
  recharge.principal_fen AS principalFen, recharge.bonus_fen AS bonusFen,
  coupon_campaign_ids AS couponCampaignIds, growth, payment_id AS paymentId, pay_by AS payBy,
  recharge.created_at AS createdAt, paid_at AS paidAt`;

export async function insertRecharge(
  tx: Tx,
  recharge: Omit<RechargeRow, 'state' | 'paidAt'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO recharge (id, shopper_id, idempotency_key, input_hash, state, plan_id,
       principal_fen, bonus_fen, coupon_campaign_ids, growth, payment_id, pay_by, created_at)
     VALUES (?)`,
    [
      [
        ...[recharge.id, recharge.shopperId, recharge.idempotencyKey, recharge.inputHash],
        ...['awaiting-payment', recharge.planId, recharge.principalFen, recharge.bonusFen],
        ...[JSON.stringify(recharge.couponCampaignIds), recharge.growth, recharge.paymentId],
        ...[recharge.payBy, recharge.createdAt],
      ],
    ],
  );
}

/** Recharges that fit, newest first. */
export async function rechargesWhere(
  db: Reader,
  conditions: readonly Condition[],
  limit: number,
): Promise<RechargeRow[]> {
  const { clause, parameters } = where(conditions);
  const sql = `SELECT ${COLUMNS} FROM recharge ${clause} ORDER BY recharge.id DESC LIMIT ?`;
  return (await rows<RechargeRow>(db, sql, [...parameters, limit])).map(typed);
}

export async function lockRecharge(tx: Tx, id: string): Promise<RechargeRow | null> {
  const sql = `SELECT ${COLUMNS} FROM recharge WHERE id = ? FOR UPDATE`;
  const [found] = await rows<RechargeRow>(tx, sql, [id]);
  return found ? typed(found) : null;
}

/** Moves a locked recharge on. An illegal move is a bug, the caller has asked the state before. */
export async function moveRecharge(
  tx: Tx,
  { id, state }: RechargeRow,
  to: RechargeState,
  at: { paidAt: Date } | { closedAt: Date },
): Promise<void> {
  assertMove(RECHARGE_MOVES, state, to, `recharge ${id}`);
  const [column, value] = 'paidAt' in at ? ['paid_at', at.paidAt] : ['closed_at', at.closedAt];
  await tx.query(`UPDATE recharge SET state = ?, ${column} = ? WHERE id = ?`, [to, value, id]);
}

/** What recharges that can still be paid would add to a shopper's balance. */
export async function awaitedFen(db: Reader, shopperId: string): Promise<number> {
  const [found] = await rows<{ awaited: number | null }>(
    db,
    `SELECT SUM(principal_fen + bonus_fen) AS awaited FROM recharge
     WHERE shopper_id = ? AND state = 'awaiting-payment'`,
    [shopperId],
  );
  return found?.awaited ?? 0;
}

function typed(row: RechargeRow): RechargeRow {
  const ids = row.couponCampaignIds as string[] | string;
  return {
    ...row,
    principalFen: fen(row.principalFen),
    bonusFen: fen(row.bonusFen),
    couponCampaignIds: typeof ids === 'string' ? (JSON.parse(ids) as string[]) : ids,
  };
}

/** Recharges of a shopper that may still be paid. */
export async function countOpenRecharges(
  db: Pick<EntityManager, 'query'>,
  shopperId: string,
): Promise<number> {
  const [found] = await rows<{ open: number }>(
    db,
    `SELECT COUNT(*) AS open FROM recharge WHERE shopper_id = ? AND state = 'awaiting-payment'`,
    [shopperId],
  );
  return Number(found?.open ?? 0);
}

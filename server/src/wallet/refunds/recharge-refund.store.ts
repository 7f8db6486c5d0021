import {
  fen,
  type Fen,
  type RechargeRefundView,
  type RefundCause,
  type RefundChannel,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';

/** What its money and its entry in the ledger are of. */
export const RECHARGE_REFUND = 'recharge-refund';

type Reader = Pick<EntityManager, 'query'>;

/** A recharge, or what was left of it, on its way back. */
export interface RechargeRefundRow {
  id: string;
  rechargeId: string;
  shopperId: string;
  /** Null where the shopper asked. */
  operatorId: string | null;
  cause: RefundCause;
  reason: string;
  amountFen: Fen;
  principalFen: Fen;
  bonusFen: Fen;
  discountWithheldFen: Fen;
  couponsWithheldFen: Fen;
  channel: RefundChannel;
  refundId: string | null;
  offlineReference: string | null;
  createdAt: Date;
  refundedAt: Date | null;
}

export async function insertRechargeRefund(tx: Tx, row: RechargeRefundRow): Promise<void> {
  await tx.query(
    `INSERT INTO recharge_refund (id, recharge_id, shopper_id, operator_id, cause, reason,
       amount_fen, principal_fen, bonus_fen, discount_withheld_fen, coupons_withheld_fen, channel,
       refund_id, offline_reference, created_at, refunded_at) VALUES (?)`,
    [
      [
        ...[row.id, row.rechargeId, row.shopperId, row.operatorId, row.cause, row.reason],
        ...[row.amountFen, row.principalFen, row.bonusFen],
        ...[row.discountWithheldFen, row.couponsWithheldFen, row.channel],
        ...[row.refundId, row.offlineReference, row.createdAt, row.refundedAt],
      ],
    ],
  );
}

/** Refunds of a shopper's that go by transfer and have not been received. */
export async function countUnreceived(db: Reader, shopperId: string): Promise<number> {
  const [found] = await rows<{ unreceived: number }>(
    db,
    `SELECT COUNT(*) AS unreceived FROM recharge_refund
     WHERE shopper_id = ? AND channel = 'transfer' AND refunded_at IS NULL`,
    [shopperId],
  );
  return Number(found?.unreceived ?? 0);
}

/** A refund of this shopper's, locked; null where it is somebody else's. */
export async function lockOwnRefund(
  tx: Tx,
  id: string,
  shopperId: string,
): Promise<Pick<RechargeRefundRow, 'channel'> | null> {
  const sql = 'SELECT channel FROM recharge_refund WHERE id = ? AND shopper_id = ? FOR UPDATE';
  return (await rows<Pick<RechargeRefundRow, 'channel'>>(tx, sql, [id, shopperId]))[0] ?? null;
}

/** One that a transfer could not bring, locked; null once it has arrived, or goes otherwise. */
export async function lockUnreceived(
  tx: Tx,
  id: string,
): Promise<Pick<RechargeRefundRow, 'shopperId' | 'amountFen'> | null> {
  const [found] = await rows<Pick<RechargeRefundRow, 'shopperId' | 'amountFen'>>(
    tx,
    `SELECT shopper_id AS shopperId, amount_fen AS amountFen FROM recharge_refund
     WHERE id = ? AND channel = 'transfer' AND refunded_at IS NULL FOR UPDATE`,
    [id],
  );
  return found ? { ...found, amountFen: fen(found.amountFen) } : null;
}

/** An operator has paid it outside WeChat instead. */
export async function markPaidOutside(
  tx: Tx,
  id: string,
  reference: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `UPDATE recharge_refund SET channel = 'offline', offline_reference = ?, refunded_at = ?
     WHERE id = ?`,
    [reference, at, id],
  );
}

export async function markRefunded(tx: Tx, id: string, at: Date): Promise<void> {
  const sql = 'UPDATE recharge_refund SET refunded_at = ? WHERE id = ? AND refunded_at IS NULL';
  await tx.query(sql, [at, id]);
}

/** What has been paid back of a recharge, or is on its way. */
export async function returnedFen(db: Reader, rechargeId: string): Promise<Fen> {
  const [found] = await rows<{ returned: number | null }>(
    db,
    'SELECT SUM(amount_fen) AS returned FROM recharge_refund WHERE recharge_id = ?',
    [rechargeId],
  );
  return fen(found?.returned ?? 0);
}

/** What was given back of a recharge, oldest first. */
export async function refundsOf(db: Reader, rechargeId: string): Promise<RechargeRefundView[]> {
  const found = await rows<ShownRefund>(
    db,
    `SELECT id, recharge_id AS rechargeId, cause, reason, amount_fen AS amountFen,
       principal_fen AS principalFen, bonus_fen AS bonusFen, channel, created_at AS createdAt,
       refunded_at AS refundedAt
     FROM recharge_refund WHERE recharge_id = ? ORDER BY id`,
    [rechargeId],
  );
  return found.map(refundView);
}

/** The recharges that were given back by these refunds, by refund. */
export async function rechargesOf(
  db: Reader,
  refundIds: readonly string[],
): Promise<Map<string, string>> {
  if (refundIds.length === 0) return new Map();
  const found = await rows<{ id: string; rechargeId: string }>(
    db,
    'SELECT id, recharge_id AS rechargeId FROM recharge_refund WHERE id IN (?)',
    [refundIds],
  );
  return new Map(found.map(({ id, rechargeId }) => [id, rechargeId]));
}

/** What orders have of a lot and have not given back, at the price without any bonus. */
export async function spentFen(db: Reader, lotId: string): Promise<Fen> {
  const [found] = await rows<{ spent: number | null }>(
    db,
    `SELECT -SUM(principal_fen + bonus_fen) AS spent FROM wallet_lot_move
     WHERE lot_id = ? AND order_id IS NOT NULL`,
    [lotId],
  );
  return fen(found?.spent ?? 0);
}

type ShownRefund = Omit<RechargeRefundView, 'createdAt' | 'refundedAt'> &
  Pick<RechargeRefundRow, 'createdAt' | 'refundedAt'>;

export function refundView(row: ShownRefund): RechargeRefundView {
  const { id, rechargeId, cause, reason, amountFen, principalFen, bonusFen, channel } = row;
  return {
    ...{ id, rechargeId, cause, reason, amountFen, principalFen, bonusFen, channel },
    createdAt: row.createdAt.toISOString(),
    refundedAt: row.refundedAt?.toISOString() ?? null,
  };
}

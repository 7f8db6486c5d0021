import {
  fen,
  type Fen,
  type PlanRefundCause,
  type PlanRefundView,
  type RefundChannel,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../../platform/transaction.js';

/** What its money is of. */
export const PLAN_REFUND = 'plan-refund';

type Reader = Pick<EntityManager, 'query'>;

/** A plan on its way back, with how the amount came about. */
export interface PlanRefundRow {
  id: string;
  purchaseId: string;
  shopperId: string;
  /** Null where the shopper asked. */
  operatorId: string | null;
  cause: PlanRefundCause;
  reason: string;
  unusedFen: Fen;
  benefitsFen: Fen;
  amountFen: Fen;
  channel: RefundChannel;
  refundId: string | null;
  offlineReference: string | null;
  createdAt: Date;
  refundedAt: Date | null;
}

export async function insertPlanRefund(tx: Tx, row: PlanRefundRow): Promise<void> {
  await tx.query(
    `INSERT INTO plan_refund (id, purchase_id, shopper_id, operator_id, cause, reason, unused_fen,
       benefits_fen, amount_fen, channel, refund_id, offline_reference, created_at, refunded_at)
     VALUES (?)`,
    [
      [
        ...[row.id, row.purchaseId, row.shopperId, row.operatorId, row.cause, row.reason],
        ...[row.unusedFen, row.benefitsFen, row.amountFen, row.channel, row.refundId],
        ...[row.offlineReference, row.createdAt, row.refundedAt],
      ],
    ],
  );
}

export async function markPlanRefunded(tx: Tx, id: string, at: Date): Promise<void> {
  const sql = 'UPDATE plan_refund SET refunded_at = ? WHERE id = ? AND refunded_at IS NULL';
  await tx.query(sql, [at, id]);
}

/** Refunds of a shopper's that go by transfer and have not been received, oldest first. */
export async function unreceivedPlanRefunds(
  db: Reader,
  shopperId: string,
): Promise<PlanRefundView[]> {
  const found = await rows<ShownRefund>(
    db,
    `SELECT id, purchase_id AS purchaseId, cause, reason, amount_fen AS amountFen, channel,
       created_at AS createdAt, refunded_at AS refundedAt FROM plan_refund
     WHERE shopper_id = ? AND channel = 'transfer' AND refunded_at IS NULL ORDER BY id`,
    [shopperId],
  );
  return found.map((row) => planRefundView({ ...row, amountFen: fen(row.amountFen) }));
}

/** Whose refund goes by transfer, locked, and whether it has arrived; null where none does. */
export async function lockPlanTransfer(
  tx: Tx,
  id: string,
): Promise<Pick<PlanRefundRow, 'shopperId' | 'refundedAt'> | null> {
  const [found] = await rows<Pick<PlanRefundRow, 'shopperId' | 'refundedAt'>>(
    tx,
    `SELECT shopper_id AS shopperId, refunded_at AS refundedAt FROM plan_refund
     WHERE id = ? AND channel = 'transfer' FOR UPDATE`,
    [id],
  );
  return found ?? null;
}

/** An operator has paid it outside WeChat instead. */
export async function markPlanPaidOutside(
  tx: Tx,
  id: string,
  reference: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `UPDATE plan_refund SET channel = 'offline', offline_reference = ?, refunded_at = ?
     WHERE id = ?`,
    [reference, at, id],
  );
}

type ShownRefund = Pick<PlanRefundRow, 'id' | 'purchaseId' | 'cause' | 'reason' | 'amountFen'> &
  Pick<PlanRefundRow, 'channel' | 'createdAt' | 'refundedAt'>;

export function planRefundView(row: ShownRefund): PlanRefundView {
  const { id, purchaseId, cause, reason, amountFen, channel, createdAt, refundedAt } = row;
  return {
    ...{ id, purchaseId, cause, reason, amountFen, channel },
    ...{ createdAt: createdAt.toISOString(), refundedAt: refundedAt?.toISOString() ?? null },
  };
}

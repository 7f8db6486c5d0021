import type { Fen, PlanRefundCause, PlanRefundView, RefundChannel } from '@siyu/shared';
import type { Tx } from '../../../platform/transaction.js';

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

export function planRefundView(row: PlanRefundRow): PlanRefundView {
  const { id, purchaseId, cause, reason, amountFen, channel, createdAt, refundedAt } = row;
  return {
    ...{ id, purchaseId, cause, reason, amountFen, channel },
    ...{ createdAt: createdAt.toISOString(), refundedAt: refundedAt?.toISOString() ?? null },
  };
}

import { fen, type OpsRefund, type RefundState } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../platform/transaction.js';
import { where } from '../platform/where.js';

export interface RefundFilter {
  state?: RefundState | undefined;
  paymentId?: string | undefined;
  refundId?: string | undefined;
  cursor?: string | undefined;
}

type Row = Omit<OpsRefund, 'createdAt' | 'succeededAt'> & {
  createdAt: Date;
  succeededAt: Date | null;
};

/** Refunds that fit a filter, newest first, from the one before `cursor` on. */
export async function refundsBy(
  db: Pick<EntityManager, 'query'>,
  filter: RefundFilter,
  limit: number,
): Promise<OpsRefund[]> {
  const { clause, parameters } = where([
    ['state = ?', filter.state],
    ['payment_id = ?', filter.paymentId],
    ['id = ?', filter.refundId],
    ['id < ?', filter.cursor],
  ]);
  const found = await rows<Row>(
    db,
    `SELECT id, payment_id AS paymentId, subject_kind AS subjectKind, subject_id AS subjectId,
       amount_fen AS amountFen, reason, state, last_error AS lastError,
       wechat_refund_id AS wechatRefundId,
       created_at AS createdAt, succeeded_at AS succeededAt
     FROM refund ${clause} ORDER BY id DESC LIMIT ?`,
    [...parameters, limit],
  );
  return found.map((row) => ({
    ...row,
    amountFen: fen(row.amountFen),
    createdAt: row.createdAt.toISOString(),
    succeededAt: row.succeededAt?.toISOString() ?? null,
  }));
}

/** Refunds of a shopper that WeChat has not said to have arrived. */
export async function countOpenRefunds(
  db: Pick<EntityManager, 'query'>,
  shopperId: string,
): Promise<number> {
  const [found] = await rows<{ open: number }>(
    db,
    `SELECT COUNT(*) AS open FROM payment JOIN refund ON refund.payment_id = payment.id
     WHERE payment.shopper_id = ? AND refund.state <> 'succeeded'`,
    [shopperId],
  );
  return Number(found?.open ?? 0);
}

import { beijingTime } from '../clock.js';
import type { Payment } from './payment.js';

export type RefundOutcome = 'SUCCESS' | 'ABNORMAL' | 'CLOSED';

export interface Refund {
  readonly outRefundNo: string;
  readonly outTradeNo: string;
  readonly refundId: string;
  readonly refundFen: number;
  readonly reason?: string;
  readonly createdAtMs: number;
  /** Until then a query says PROCESSING; from then on, the outcome. */
  readonly settlesAtMs: number;
  readonly outcome: RefundOutcome;
}

/** What the create and query APIs answer. */
export function refundView(refund: Refund, payment: Payment, nowMs: number) {
  const isSettled = nowMs >= refund.settlesAtMs;
  const status = isSettled ? refund.outcome : 'PROCESSING';
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    transaction_id: payment.transactionId,
    out_trade_no: payment.outTradeNo,
    channel: 'ORIGINAL',
    user_received_account: '支付用户零钱',
    ...(status === 'SUCCESS' ? { success_time: beijingTime(refund.settlesAtMs) } : {}),
    create_time: beijingTime(refund.createdAtMs),
    status,
    funds_account: 'UNSETTLED',
    amount: {
      total: payment.totalFen,
      refund: refund.refundFen,
      from: [],
      payer_total: payment.totalFen,
      payer_refund: refund.refundFen,
      settlement_refund: refund.refundFen,
      settlement_total: payment.totalFen,
      discount_refund: 0,
      currency: 'CNY',
      refund_fee: 0,
    },
    promotion_detail: [],
  };
}

/** What a REFUND.* notification carries. */
export function refundNotice(refund: Refund, payment: Payment, mchId: string) {
  return {
    mchid: mchId,
    out_trade_no: payment.outTradeNo,
    transaction_id: payment.transactionId,
    out_refund_no: refund.outRefundNo,
    refund_id: refund.refundId,
    refund_status: refund.outcome,
    ...(refund.outcome === 'SUCCESS' ? { success_time: beijingTime(refund.settlesAtMs) } : {}),
    user_received_account: '支付用户零钱',
    amount: {
      total: payment.totalFen,
      refund: refund.refundFen,
      payer_total: payment.totalFen,
      payer_refund: refund.refundFen,
    },
  };
}

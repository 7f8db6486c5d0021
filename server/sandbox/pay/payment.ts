import type { World } from '../world.js';
import { beijingTime } from '../clock.js';

export type TradeState = 'NOTPAY' | 'USERPAYING' | 'SUCCESS' | 'REFUND' | 'CLOSED';

/** A trade at WeChat Pay, made by the first prepay of its out_trade_no. */
export interface Payment {
  readonly outTradeNo: string;
  /** The prepay body with sorted keys: a re-submission must say the same. */
  readonly terms: string;
  readonly description: string;
  readonly attach?: string;
  readonly notifyUrl: string;
  readonly openid: string;
  readonly totalFen: number;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
  readonly closedAtMs: number | null;
  /** While the shopper has WeChat's password sheet open, until this instant. */
  readonly payingUntilMs: number | null;
  readonly paidAtMs: number | null;
  readonly transactionId?: string;
  readonly refundedFen: number;
  readonly refundCount: number;
  readonly refundedAtMs: number | null;
}

/** A prepay_id, good for two hours. */
export interface Prepay {
  readonly prepayId: string;
  readonly outTradeNo: string;
  readonly expiresAtMs: number;
}

/** What a query would say of this trade now. */
export function tradeState(payment: Payment, nowMs: number): TradeState {
  if (payment.paidAtMs !== null) return payment.refundedFen > 0 ? 'REFUND' : 'SUCCESS';
  if (payment.closedAtMs !== null || isExpired(payment, nowMs)) return 'CLOSED';
  if (payment.payingUntilMs !== null && nowMs < payment.payingUntilMs) return 'USERPAYING';
  return 'NOTPAY';
}

function isExpired(payment: Payment, nowMs: number): boolean {
  return payment.expiresAtMs !== null && nowMs >= payment.expiresAtMs;
}

const STATE_TEXT: Record<TradeState, string> = {
  NOTPAY: '订单未支付',
  USERPAYING: '用户支付中，需要输入密码',
  SUCCESS: '支付成功',
  REFUND: '订单发生过退款，退款详情请查询退款单',
  CLOSED: '订单已关闭',
};

/** The transaction as queries answer it and notifications carry it. */
export function transactionView(world: Pick<World, 'credentials' | 'clock'>, payment: Payment) {
  const { appId, mchId } = world.credentials;
  const state = tradeState(payment, world.clock.nowMs());
  const common = {
    appid: appId,
    mchid: mchId,
    out_trade_no: payment.outTradeNo,
    trade_state: state,
    trade_state_desc: STATE_TEXT[state],
    ...(payment.attach === undefined ? {} : { attach: payment.attach }),
  };
  const amount = { total: payment.totalFen, currency: 'CNY' };
  if (payment.paidAtMs === null) return { ...common, amount };
  return {
    ...common,
    transaction_id: payment.transactionId,
    trade_type: 'JSAPI',
    bank_type: 'OTHERS',
    success_time: beijingTime(payment.paidAtMs),
    payer: { openid: payment.openid },
    amount: { ...amount, payer_total: payment.totalFen, payer_currency: 'CNY' },
  };
}

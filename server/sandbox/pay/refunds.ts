import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { beijingStamp } from '../clock.js';
import { PayError } from '../errors.js';
import { digits } from '../keys/credentials.js';
import { RateWindow } from '../rate-window.js';
import type { World } from '../world.js';
import { notifyUrl, payBody, utf8 } from './body.js';
import type { Payment } from './payment.js';
import { refundView, type Refund } from './refund.js';

const PATH = '/v3/refund/domestic/refunds';
const REFUNDS_PER_SECOND = 150;
const PARTS_MAX = 50;
const YEAR_MS = 365 * 86_400_000;

const goods = z.object({
  merchant_goods_id: utf8(1, 32),
  unit_price: z.int().min(0),
  refund_amount: z.int().min(0),
  refund_quantity: z.int().min(1),
});

const refundBody = z
  .object({
    transaction_id: utf8(1, 32).optional(),
    out_trade_no: utf8(6, 32).optional(),
    out_refund_no: z.string().regex(/^[0-9A-Za-z_\-|*@]{1,64}$/, '字符串规则校验失败'),
    reason: utf8(1, 80).optional(),
    notify_url: notifyUrl.optional(),
    funds_account: z.literal('AVAILABLE').optional(),
    amount: z.object({
      refund: z.int().min(1),
      total: z.int().min(1),
      currency: z.literal('CNY'),
    }),
    goods_detail: z.array(goods).max(100).optional(),
  })
  .refine(
    ({ transaction_id, out_trade_no }) => (transaction_id ?? out_trade_no) !== undefined,
    '微信支付订单号与商户订单号须二选一',
  );

type RefundBody = z.infer<typeof refundBody>;

/** Create (the same number is the same refund) and query. */
export function refundRoutes(app: FastifyInstance, world: World): void {
  const perSecond = new RateWindow(REFUNDS_PER_SECOND, 1000);
  app.post(PATH, async (request) => {
    const nowMs = world.clock.nowMs();
    if (!perSecond.admits('', nowMs)) throw new PayError('FREQUENCY_LIMITED', '频率限制');
    const body = payBody(refundBody, request.body);
    const payment = paidPayment(world, body);
    const known = world.tables.refunds.get(body.out_refund_no);
    if (known !== undefined) return sameRefund(known, payment, body, nowMs);
    refuseRefund(world, payment, body, nowMs);
    return refundView(await newRefund(world, payment, body), payment, nowMs - 1);
  });
  app.get<{ Params: { number: string } }>(`${PATH}/:number`, (request) => {
    const refund = world.tables.refunds.get(request.params.number);
    const payment = refund && world.tables.payments.get(refund.outTradeNo);
    if (!refund || !payment) throw new PayError('RESOURCE_NOT_EXISTS', '退款单不存在');
    return refundView(refund, payment, world.clock.nowMs());
  });
}

function paidPayment(world: World, body: RefundBody): Payment {
  const { payments } = world.tables;
  const { transaction_id, out_trade_no = '' } = body;
  const payment =
    transaction_id === undefined ? payments.get(out_trade_no) : payments.getBy(transaction_id);
  if (payment === undefined || payment.paidAtMs === null) {
    throw new PayError('RESOURCE_NOT_EXISTS', '订单不存在或未支付');
  }
  return payment;
}

function sameRefund(known: Refund, payment: Payment, body: RefundBody, nowMs: number) {
  const { refund, total } = body.amount;
  const isSame =
    known.outTradeNo === payment.outTradeNo &&
    known.refundFen === refund &&
    payment.totalFen === total;
  if (isSame) return refundView(known, payment, nowMs);
  throw new PayError('INVALID_REQUEST', '订单金额或退款金额与之前请求不一致，请核实后再试');
}

function refuseRefund(world: World, payment: Payment, body: RefundBody, nowMs: number): void {
  const { refund, total } = body.amount;
  const { refundOutcome, refundIntervalMs, timeFactor } = world.board.now;
  const leftFen = payment.totalFen - payment.refundedFen;
  if (total !== payment.totalFen) throw new PayError('INVALID_REQUEST', '订单金额与原订单不一致');
  if (leftFen === 0) throw new PayError('INVALID_REQUEST', '订单已全额退款');
  if (refund > leftFen) throw new PayError('INVALID_REQUEST', '申请退款金额大于订单可退金额');
  if (nowMs - (payment.paidAtMs ?? 0) > YEAR_MS) {
    throw new PayError('TRADE_OVERDUE', '订单已经超过可退款的最大期限');
  }
  if (payment.refundCount >= PARTS_MAX) {
    throw new PayError('INVALID_REQUEST', '一笔订单最多支持50次部分退款');
  }
  const sinceLastMs = nowMs - (payment.refundedAtMs ?? -Infinity);
  if (sinceLastMs < refundIntervalMs / timeFactor) {
    throw new PayError('FREQUENCY_LIMITED', '同一订单的多次退款需间隔1分钟，请稍后重试');
  }
  if (refundOutcome === 'NOT_ENOUGH') {
    throw new PayError('NOT_ENOUGH', '基本账户余额不足，请充值后重新发起');
  }
}

async function newRefund(world: World, payment: Payment, body: RefundBody): Promise<Refund> {
  const { refundOutcome, refundLateMs, refundNotifyBeforeAnswer } = world.board.now;
  const nowMs = world.clock.nowMs();
  const refund: Refund = {
    outRefundNo: body.out_refund_no,
    outTradeNo: payment.outTradeNo,
    refundId: `5030${beijingStamp(nowMs).slice(0, 8)}${digits(17)}`,
    refundFen: body.amount.refund,
    ...(body.reason === undefined ? {} : { reason: body.reason }),
    createdAtMs: nowMs,
    settlesAtMs: nowMs + refundLateMs,
    outcome: refundOutcome === 'NOT_ENOUGH' ? 'SUCCESS' : refundOutcome,
  };
  world.tables.refunds.put(refund.outRefundNo, refund);
  // A closed refund gives its money back to the order; an abnormal one keeps it bound.
  const boundFen = refund.outcome === 'CLOSED' ? 0 : refund.refundFen;
  world.tables.payments.put(payment.outTradeNo, {
    ...payment,
    refundedFen: payment.refundedFen + boundFen,
    refundCount: payment.refundCount + 1,
    refundedAtMs: nowMs,
  });
  await announce(world, refund, body.notify_url, refundNotifyBeforeAnswer);
  return refund;
}

async function announce(
  world: World,
  refund: Refund,
  url: string | undefined,
  isBeforeAnswer: boolean,
): Promise<void> {
  if (url === undefined) return;
  const { outTradeNo, outRefundNo, outcome, settlesAtMs } = refund;
  const notice = { eventType: `REFUND.${outcome}` as const, outTradeNo, outRefundNo, url };
  const callback = world.notifier.add(notice, settlesAtMs);
  if (isBeforeAnswer) await world.notifier.deliver(callback.id);
}

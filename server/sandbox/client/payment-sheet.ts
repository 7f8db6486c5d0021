import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { beijingStamp } from '../clock.js';
import { SandboxError } from '../errors.js';
import { digits } from '../keys/credentials.js';
import { tradeState, type Payment, type Prepay } from '../pay/payment.js';
import type { World } from '../world.js';
import { clientBody } from './body.js';

/** How long WeChat waits for a password that is being typed. */
const PASSWORD_MS = 60_000;
const MERCHANT_NAME = '私域演示商户（沙盒）';

const payBody = z.object({
  prepayId: z.string().optional(),
  appId: z.string(),
  timeStamp: z.string(),
  nonceStr: z.string(),
  package: z.string(),
  signType: z.string(),
  paySign: z.string(),
  answer: z.enum(['pay', 'cancel', 'begin']).default('pay'),
});

type PayBody = z.infer<typeof payBody>;

/** `wx.requestPayment`: what the sheet shows, and what the shopper does with it. */
export function paymentSheetRoutes(app: FastifyInstance, world: World): void {
  app.get<{ Params: { prepayId: string } }>('/sandbox/prepay/:prepayId', (request) => {
    const { prepay, payment } = sheetOf(world, request.params.prepayId);
    const nowMs = world.clock.nowMs();
    const isExpired = payment.paidAtMs === null && nowMs >= prepay.expiresAtMs;
    return {
      prepayId: prepay.prepayId,
      merchantName: MERCHANT_NAME,
      description: payment.description,
      amountFen: payment.totalFen,
      state: isExpired ? 'EXPIRED' : tradeState(payment, nowMs),
    };
  });
  app.post('/sandbox/pay', (request) => {
    const body = clientBody(payBody, request.body);
    const reason = refusalToPay(world, body);
    if (reason !== null) return { errMsg: `requestPayment:fail ${reason}` };
    const { payment } = sheetOf(world, prepayIdOf(body));
    if (body.answer === 'pay') pay(world, payment);
    else typePassword(world, payment, body.answer === 'begin');
    return {
      errMsg: body.answer === 'cancel' ? 'requestPayment:fail cancel' : 'requestPayment:ok',
    };
  });
}

function refusalToPay(world: World, body: PayBody): string | null {
  const prepayId = prepayIdOf(body);
  if (body.appId !== world.credentials.appId) return 'appId不正确';
  if (body.signType !== 'RSA') return 'signType须为RSA';
  if (body.prepayId !== undefined && body.prepayId !== prepayId) return 'package不正确';
  const signedText = `${body.appId}\n${body.timeStamp}\n${body.nonceStr}\n${body.package}\n`;
  if (!world.keys.isMerchants(signedText, body.paySign)) return '支付验证签名失败';
  const prepay = world.tables.prepays.get(prepayId);
  if (prepay === undefined) return '缺少参数 total_fee';
  const payment = world.tables.payments.get(prepay.outTradeNo);
  const nowMs = world.clock.nowMs();
  if (payment === undefined || nowMs >= prepay.expiresAtMs) return '支付请求已失效，请重新发起支付';
  const state = tradeState(payment, nowMs);
  if (state === 'CLOSED') return '该订单已关闭';
  return state === 'SUCCESS' || state === 'REFUND' ? '该订单已支付' : null;
}

function prepayIdOf(body: PayBody): string {
  return body.package.replace(/^prepay_id=/, '');
}

function sheetOf(world: World, prepayId: string): { prepay: Prepay; payment: Payment } {
  const prepay = world.tables.prepays.get(prepayId);
  const payment = prepay && world.tables.payments.get(prepay.outTradeNo);
  if (!prepay || !payment) throw new SandboxError(`no prepay ${prepayId}`);
  return { prepay, payment };
}

function pay(world: World, payment: Payment): void {
  const nowMs = world.clock.nowMs();
  const { outTradeNo, notifyUrl: url } = payment;
  const transactionId = `4200${beijingStamp(nowMs).slice(0, 8)}${digits(16)}`;
  const paid = { ...payment, paidAtMs: nowMs, payingUntilMs: null, transactionId };
  world.tables.payments.put(outTradeNo, paid);
  world.notifier.add({ eventType: 'TRANSACTION.SUCCESS', outTradeNo, url }, nowMs);
}

function typePassword(world: World, payment: Payment, isTyping: boolean): void {
  const payingUntilMs = isTyping ? world.clock.nowMs() + PASSWORD_MS : null;
  world.tables.payments.put(payment.outTradeNo, { ...payment, payingUntilMs });
}

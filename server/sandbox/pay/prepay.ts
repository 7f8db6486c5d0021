import { randomBytes } from 'node:crypto';

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { beijingStamp } from '../clock.js';
import { PayError } from '../errors.js';
import { canonicalJson } from '../json.js';
import type { World } from '../world.js';
import { merchantNumber, notifyUrl, payBody, utf8 } from './body.js';
import { tradeState, type Payment } from './payment.js';

const PREPAY_LIFE_MS = 7_200_000;
const TOTAL_FEN_MAX = 100_000_000_00;

const sceneInfo = z.object({
  payer_client_ip: utf8(1, 45),
  device_id: utf8(1, 32).optional(),
  store_info: z
    .object({ id: utf8(1, 32) })
    .loose()
    .optional(),
});

const jsapiBody = z.object({
  appid: utf8(1, 32),
  mchid: utf8(1, 32),
  description: utf8(1, 127),
  out_trade_no: merchantNumber(6, 32),
  time_expire: z.iso.datetime({ offset: true }).optional(),
  attach: utf8(1, 128).optional(),
  notify_url: notifyUrl,
  goods_tag: utf8(1, 32).optional(),
  support_fapiao: z.boolean().optional(),
  amount: z.object({
    total: z.int().min(1).max(TOTAL_FEN_MAX),
    currency: z.literal('CNY').optional(),
  }),
  payer: z.object({ openid: utf8(1, 128) }),
  detail: z.record(z.string(), z.unknown()).optional(),
  scene_info: sceneInfo.optional(),
  settle_info: z.object({ profit_sharing: z.boolean().optional() }).optional(),
});

type JsapiBody = z.infer<typeof jsapiBody>;

/** `POST /v3/pay/transactions/jsapi`. */
export function prepayRoute(app: FastifyInstance, world: World): void {
  app.post('/v3/pay/transactions/jsapi', (request) => {
    const body = payBody(jsapiBody, request.body);
    const nowMs = world.clock.nowMs();
    refuseStrangers(world, body);
    const expiresAtMs = body.time_expire === undefined ? null : Date.parse(body.time_expire);
    if (expiresAtMs !== null && expiresAtMs <= nowMs) {
      throw new PayError('PARAM_ERROR', '订单失效时间time_expire须晚于当前时间', {
        field: '/time_expire',
        value: body.time_expire,
        issue: 'time_expire has passed',
        location: 'body',
      });
    }
    const known = world.tables.payments.get(body.out_trade_no);
    const terms = canonicalJson(body);
    if (known !== undefined) refuseOther(known, terms, nowMs);
    else world.tables.payments.put(body.out_trade_no, newPayment(body, terms, expiresAtMs, nowMs));
    return { prepay_id: newPrepay(world, body.out_trade_no, nowMs) };
  });
}

function refuseStrangers(world: World, body: JsapiBody): void {
  const { appId, mchId } = world.credentials;
  if (body.mchid !== mchId) throw new PayError('MCH_NOT_EXISTS', '商户号不存在');
  if (body.appid !== appId) throw new PayError('APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配');
  const openid = body.payer.openid;
  if (!/^[\w-]+$/.test(openid)) {
    throw new PayError('PARAM_ERROR', '无效的openid', {
      field: '/payer/openid',
      value: openid,
      issue: 'invalid openid',
      location: 'body',
    });
  }
  if (world.tables.users.get(openid) === undefined) {
    throw new PayError('OPENID_MISMATCH', 'openid和appid不匹配');
  }
}

/** A number may come again only with the same terms, and only while it can still be paid. */
function refuseOther(known: Payment, terms: string, nowMs: number): void {
  const state = tradeState(known, nowMs);
  if (state === 'SUCCESS' || state === 'REFUND') throw new PayError('ORDERPAID', '该订单已支付');
  if (known.terms !== terms) throw new PayError('INVALID_REQUEST', '201 商户订单号重复');
  if (state === 'CLOSED') throw new PayError('ORDER_CLOSED', '该订单已关闭，请重新下单');
}

function newPayment(
  body: JsapiBody,
  terms: string,
  expiresAtMs: number | null,
  nowMs: number,
): Payment {
  return {
    outTradeNo: body.out_trade_no,
    terms,
    description: body.description,
    ...(body.attach === undefined ? {} : { attach: body.attach }),
    notifyUrl: body.notify_url,
    openid: body.payer.openid,
    totalFen: body.amount.total,
    createdAtMs: nowMs,
    expiresAtMs,
    closedAtMs: null,
    payingUntilMs: null,
    paidAtMs: null,
    refundedFen: 0,
    refundCount: 0,
    refundedAtMs: null,
  };
}

function newPrepay(world: World, outTradeNo: string, nowMs: number): string {
  const prepayId = `wx${beijingStamp(nowMs)}${randomBytes(10).toString('hex')}`;
  world.tables.prepays.put(prepayId, { prepayId, outTradeNo, expiresAtMs: nowMs + PREPAY_LIFE_MS });
  return prepayId;
}

import { randomBytes } from 'node:crypto';

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { beijingStamp, beijingTime } from '../clock.js';
import { PayError } from '../errors.js';
import { canonicalJson } from '../json.js';
import { digits } from '../keys/credentials.js';
import type { World } from '../world.js';
import { notifyUrl, payBody, utf8 } from './body.js';
import { transferState, transferView, type Transfer } from './transfer.js';

const PATH = '/v3/fund-app/mch-transfer/transfer-bills';
const BY_NUMBER = `${PATH}/out-bill-no/:number`;
const AMOUNT_FEN_MIN = 10;
/** From ¥2,000 on the person's name is compared. */
const NAMED_FROM_FEN = 200_000;
/** WeChat takes a moment to cancel. */
const CANCEL_MS = 1_000;

const transferBody = z.object({
  appid: utf8(1, 32),
  out_bill_no: z.string().regex(/^[0-9A-Za-z]{1,32}$/, '字符串规则校验失败'),
  transfer_scene_id: utf8(1, 36),
  openid: utf8(1, 64),
  user_name: z.string().min(1).optional(),
  transfer_amount: z.int().min(AMOUNT_FEN_MIN),
  transfer_remark: z.string().refine((text) => [...text].length <= 32, '转账备注最多32个字符'),
  notify_url: notifyUrl.optional(),
  user_recv_perception: z.string().optional(),
  transfer_scene_report_infos: z
    .array(z.object({ info_type: z.string().min(1), info_content: z.string().min(1) }))
    .min(1),
});

type TransferBody = z.infer<typeof transferBody>;
interface ByNumber {
  readonly Params: { readonly number: string };
}

/** Create (the same number is the same transfer), query and cancel. */
export function transferRoutes(app: FastifyInstance, world: World): void {
  app.post(PATH, (request) => {
    const body = payBody(transferBody, request.body);
    const userName = nameIn(world, request, body);
    const terms = canonicalJson({ ...body, user_name: userName });
    const known = world.tables.transfers.get(body.out_bill_no);
    if (known === undefined) return answer(world, made(world, body, userName, terms));
    if (known.terms === terms) return answer(world, known);
    throw new PayError('ALREADY_EXISTS', '商户单号已存在，且转账信息与之前不一致');
  });
  app.get<ByNumber>(BY_NUMBER, ({ params }) => {
    return transferView(world, existing(world, params.number), world.clock.nowMs());
  });
  app.post<ByNumber>(`${BY_NUMBER}/cancel`, ({ params }) => cancelled(world, params.number));
}

function nameIn(world: World, request: FastifyRequest, body: TransferBody): string | null {
  if (body.user_name === undefined) {
    if (body.transfer_amount < NAMED_FROM_FEN) return null;
    throw new PayError('PARAM_ERROR', '转账金额大于等于2000元时，收款用户姓名必填');
  }
  const serial = String(request.headers['wechatpay-serial'] ?? '');
  const name = world.keys.unsealed(serial, body.user_name);
  if (name === null) throw new PayError('PARAM_ERROR', '收款用户姓名解密失败');
  return name;
}

function made(world: World, body: TransferBody, userName: string | null, terms: string): Transfer {
  const { transferOutcome, transferLateMs } = world.board.now;
  if (body.appid !== world.credentials.appId) throw new PayError('PARAM_ERROR', 'appid不正确');
  if (world.tables.users.get(body.openid) === undefined) {
    throw new PayError('PARAM_ERROR', 'openid与appid不匹配');
  }
  if (transferOutcome === 'NOT_ENOUGH') throw new PayError('NOT_ENOUGH', '商户运营账户余额不足');
  const nowMs = world.clock.nowMs();
  return world.tables.transfers.put(body.out_bill_no, {
    outBillNo: body.out_bill_no,
    transferBillNo: `1330${beijingStamp(nowMs).slice(0, 8)}${digits(16)}`,
    ...{ terms, userName, openid: body.openid, amountFen: body.transfer_amount },
    remark: body.transfer_remark,
    notifyUrl: body.notify_url ?? null,
    packageInfo: randomBytes(48).toString('base64url'),
    createdAtMs: nowMs,
    readyAtMs: nowMs + transferLateMs,
    ended: null,
  });
}

function answer(world: World, transfer: Transfer) {
  const { outBillNo, transferBillNo, packageInfo, createdAtMs } = transfer;
  const state = transferState(transfer, world.clock.nowMs());
  return {
    out_bill_no: outBillNo,
    transfer_bill_no: transferBillNo,
    create_time: beijingTime(createdAtMs),
    state,
    ...(state === 'WAIT_USER_CONFIRM' ? { package_info: packageInfo } : {}),
  };
}

function existing(world: World, number: string): Transfer {
  const transfer = world.tables.transfers.get(number);
  if (transfer === undefined) throw new PayError('NOT_FOUND', '记录不存在');
  return transfer;
}

function cancelled(world: World, number: string) {
  const transfer = existing(world, number);
  const nowMs = world.clock.nowMs();
  const state = transferState(transfer, nowMs);
  if (state === 'ACCEPTED' || state === 'WAIT_USER_CONFIRM') {
    endTransfer(world, transfer, 'CANCELLED', nowMs + CANCEL_MS);
  } else if (state !== 'CANCELING' && state !== 'CANCELLED') {
    throw new PayError('INVALID_REQUEST', '当前单据状态不支持撤销');
  }
  const { transferBillNo } = transfer;
  const known = state === 'CANCELLED' ? state : 'CANCELING';
  return {
    ...{ out_bill_no: number, transfer_bill_no: transferBillNo, state: known },
    update_time: beijingTime(nowMs),
  };
}

/** Ends it, and tells the merchant. */
export function endTransfer(
  world: World,
  transfer: Transfer,
  state: 'SUCCESS' | 'FAIL' | 'CANCELLED',
  atMs: number,
): void {
  world.tables.transfers.put(transfer.outBillNo, { ...transfer, ended: { state, atMs } });
  if (transfer.notifyUrl === null) return;
  const { outBillNo: outTradeNo, notifyUrl: url } = transfer;
  world.notifier.add({ eventType: 'MCHTRANSFER.BILL.FINISHED', outTradeNo, url }, atMs);
}

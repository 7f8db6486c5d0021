import { randomBytes } from 'node:crypto';

import { beijingTime } from '../clock.js';
import { transactionView } from '../pay/payment.js';
import { refundNotice } from '../pay/refund.js';
import { transferNotice } from '../pay/transfer.js';
import type { World } from '../world.js';
import type { Callback } from './callback.js';

/** A notification as it goes over the wire, faults included. */
export interface Envelope {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
}

const SUMMARIES = {
  'TRANSACTION.SUCCESS': '支付成功',
  'REFUND.SUCCESS': '退款成功',
  'REFUND.ABNORMAL': '退款异常',
  'REFUND.CLOSED': '退款关闭',
  'MCHTRANSFER.BILL.FINISHED': '商家转账单据终态通知',
} as const;

/** Encrypts and signs what happened. The switches of this moment decide what is wrong with it. */
export async function sealed(
  world: Omit<World, 'notifier'>,
  callback: Callback,
): Promise<Envelope> {
  const { content, faults } = withFaults(world, contentOf(world, callback));
  const originalType = originalTypeOf(callback);
  const resource = world.keys.encrypted(JSON.stringify(content), originalType);
  const body = JSON.stringify({
    id: callback.id,
    create_time: beijingTime(callback.createdAtMs),
    resource_type: 'encrypt-resource',
    event_type: callback.eventType,
    summary: SUMMARIES[callback.eventType],
    resource: { original_type: originalType, ...resource },
  });
  const key = world.keys.chosen(world.board.now.notifyWith);
  const isForged = world.board.now.notifyForged;
  const signer = isForged ? world.keys.forged(key) : key;
  const signed = await world.keys.signed(body, signer, world.clock.nowMs());
  return {
    body,
    headers: { 'content-type': 'application/json', 'Request-ID': callback.id, ...signed },
    faults: isForged ? [...faults, 'forged'] : faults,
  };
}

/** WeChat's check that merchants do verify: a true body under a signature that cannot hold. */
export function asProbe(envelope: Envelope): Envelope {
  const noise = randomBytes(237).toString('base64');
  const signature = `WECHATPAY/SIGNTEST/${noise}`;
  return {
    ...envelope,
    headers: { ...envelope.headers, 'Wechatpay-Signature': signature },
    faults: [...envelope.faults, 'signTest'],
  };
}

interface Content {
  readonly appid?: string;
  readonly mchid?: string;
  readonly mch_id?: string;
  readonly transfer_amount?: number;
  readonly amount?: Readonly<Record<string, unknown>>;
}

function originalTypeOf({ eventType, outRefundNo }: Callback): string {
  if (eventType === 'MCHTRANSFER.BILL.FINISHED') return 'mch_payment';
  return outRefundNo === undefined ? 'transaction' : 'refund';
}

function contentOf(world: Omit<World, 'notifier'>, callback: Callback): Content {
  if (callback.eventType === 'MCHTRANSFER.BILL.FINISHED') {
    const transfer = world.tables.transfers.get(callback.outTradeNo);
    if (transfer === undefined) throw new Error(`no transfer ${callback.outTradeNo}`);
    return transferNotice(world, transfer);
  }
  const payment = world.tables.payments.get(callback.outTradeNo);
  if (payment === undefined) throw new Error(`no payment ${callback.outTradeNo}`);
  if (callback.outRefundNo === undefined) {
    const view = transactionView(world, { ...payment, refundedFen: 0 });
    return view;
  }
  const refund = world.tables.refunds.get(callback.outRefundNo);
  if (refund === undefined) throw new Error(`no refund ${callback.outRefundNo}`);
  return refundNotice(refund, payment, world.credentials.mchId);
}

function withFaults(
  world: Omit<World, 'notifier'>,
  right: Content,
): { content: Content; faults: string[] } {
  const { notifyWrongAmount, notifyWrongMchId, notifyWrongAppId } = world.board.now;
  const faults: string[] = [];
  let content = right;
  if (notifyWrongAmount) {
    faults.push('wrongAmount');
    content = withOneFenMore(content);
  }
  if (notifyWrongMchId) {
    faults.push('wrongMchId');
    const isTransfer = content.mch_id !== undefined;
    content = { ...content, [isTransfer ? 'mch_id' : 'mchid']: '1999999999' };
  }
  if (notifyWrongAppId && content.appid !== undefined) {
    faults.push('wrongAppId');
    content = { ...content, appid: 'wx0000000000000000' };
  }
  return { content, faults };
}

function withOneFenMore(content: Content): Content {
  if (content.transfer_amount !== undefined) {
    return { ...content, transfer_amount: content.transfer_amount + 1 };
  }
  const raised = Object.entries(content.amount ?? {}).map(([name, value]) => {
    return [name, typeof value === 'number' ? value + 1 : value];
  });
  return { ...content, amount: Object.fromEntries(raised) as Record<string, unknown> };
}

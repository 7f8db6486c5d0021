import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OrderLines } from '../orders/lines/order-lines.service.js';
import { Payments } from '../payments/payments.service.js';
import { Clock } from '../platform/clock.js';
import { Jobs } from '../platform/jobs.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { WechatError } from '../platform/wechat-api.js';
import { parcelsOf } from './parcel.store.js';
import { WechatShipping, type ParcelReport } from './wechat-shipping.js';
import {
  beginUpload,
  lockWechatShipping,
  recordRefused,
  recordUploaded,
  wantUpload,
  type WechatShippingRow,
} from './wechat-shipping.store.js';

/** With a pause that doubles up to an hour: WeChat is asked for three days. */
const ATTEMPTS_MAX = 80;
/** WeChat knows it already: the delivery is complete, or nothing has changed. */
const DONE: ReadonlySet<number> = new Set([10060002, 10060023]);
/** It does not know the payment yet (just after paying), is at fault itself, or is busy. */
const LATER: ReadonlySet<number> = new Set([10060001, 10060012, 10060019, 268485216, 45009, 45011]);

interface Upload {
  orderId: string;
  version: number;
}

/**
 * Tells WeChat what was shipped: without it the merchant's money is held back. Each upload carries
 * all parcels of the order, so that one whose answer was lost can be sent again (case 60).
 */
@Injectable()
export class UploadShippingJob {
  private readonly log = new Logger('shipping');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly orders: OrderLines,
    private readonly payments: Payments,
    private readonly wechat: WechatShipping,
    private readonly jobs: Jobs,
  ) {
    jobs.register({
      kind: 'shipping.upload',
      attemptsMax: ATTEMPTS_MAX,
      run: (upload: Upload) => this.run(upload),
    });
  }

  /** Has WeChat told of the order's parcels as they are when this transaction commits. */
  async request(
    tx: Tx,
    orderId: string,
    paymentId: string,
    isAllDelivered: boolean,
  ): Promise<void> {
    const version = await wantUpload(tx, orderId, paymentId, isAllDelivered);
    await this.jobs.add(tx, 'shipping.upload', `${orderId}:${version}`, { orderId, version });
  }

  private async run(upload: Upload): Promise<void> {
    const begun = await inTransaction(this.db, (tx) => this.begin(tx, upload));
    if (begun === null) return;
    const refusal = await this.send(begun.report);
    await inTransaction(this.db, async (tx) => {
      if (refusal === null) await recordUploaded(tx, begun.row, this.clock.now());
      else await this.refuse(tx, begun.row, refusal);
    });
  }

  private async begin(
    tx: Tx,
    { orderId, version }: Upload,
  ): Promise<{ row: WechatShippingRow; report: ParcelReport } | null> {
    const { order, lines } = await this.orders.lock(tx, orderId);
    const row = await lockWechatShipping(tx, orderId);
    if (row?.wantedVersion !== version) return null;
    const parcels = await parcelsOf(tx, orderId);
    const { openid } = await this.payments.get(row.paymentId, tx);
    const split = row.split ?? !(parcels.length === 1 && row.allDelivered);
    const uploadTime = laterThan(row.uploadTime, this.clock.now());
    await beginUpload(tx, orderId, { split, uploadTime });
    const { paymentId, allDelivered } = row;
    const titleOf = new Map(lines.map((line) => [line.id, line.title]));
    const { phone } = order.address;
    return {
      row,
      report: { paymentId, openid, split, allDelivered, uploadTime, parcels, titleOf, phone },
    };
  }

  /** Null when WeChat has it; what it refused for good otherwise. What may pass is thrown on. */
  private async send(report: ParcelReport): Promise<WechatError | null> {
    try {
      await this.wechat.upload(report);
      return null;
    } catch (error) {
      if (!(error instanceof WechatError) || LATER.has(error.errcode)) throw error;
      return DONE.has(error.errcode) ? null : error;
    }
  }

  private async refuse(tx: Tx, row: WechatShippingRow, error: WechatError): Promise<void> {
    const code = error.errcode;
    if (await recordRefused(tx, row, { code, message: error.message })) {
      this.log.error(`alert: WeChat refuses the shipping of order ${row.orderId}: ${code}`);
    }
  }
}

/** WeChat wants every upload of a payment to carry a later time than the one before. */
function laterThan(before: Date | null, now: Date): Date {
  return before === null || before < now ? now : new Date(before.getTime() + 1);
}

import { Injectable } from '@nestjs/common';
import {
  carrierName,
  PARCELS_MAX,
  type Consignment,
  type LineQuantities,
  type ParcelsInput,
} from '@siyu/shared';
import { Notices } from '../messages/notices.service.js';
import { OrderLines, type LockedOrder } from '../orders/lines/order-lines.service.js';
import { ShippedOrders } from '../orders/fulfilment/shipped-orders.service.js';
import { Payments } from '../payments/payments.service.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/new-id.js';
import { Refusal } from '../platform/refusal.js';
import type { Tx } from '../platform/transaction.js';
import { correctParcel, insertParcel, parcelsOf, type NewParcel } from './parcel.store.js';
import { UploadShippingJob } from './upload-shipping.job.js';
import { lockWechatShipping, type WechatShippingRow } from './wechat-shipping.store.js';

/** Sends paid orders out, in one or several parcels. */
@Injectable()
export class Shipping {
  constructor(
    private readonly clock: Clock,
    private readonly orders: OrderLines,
    private readonly shipped: ShippedOrders,
    private readonly payments: Payments,
    private readonly upload: UploadShippingJob,
    private readonly notices: Notices,
  ) {}

  /**
   * Sends parcels; the order is shipped once nothing is left to send.
   * @throws Refusal ORDER_NOT_FOUND, ORDER_STATE; SHIPMENT_INVALID for more units than are unsent
   *   and unrefunded, a consignment the order has already, or an eleventh parcel
   */
  async send(tx: Tx, orderId: string, { parcels }: ParcelsInput): Promise<void> {
    const locked = await this.orders.lock(tx, orderId);
    const before = await parcelsOf(tx, orderId);
    const consignments = new Set([...before, ...parcels].map(consignmentKey));
    const count = before.length + parcels.length;
    if (consignments.size < count) throw new Refusal('SHIPMENT_INVALID', { reason: 'twice' });
    if (count > PARCELS_MAX) throw new Refusal('SHIPMENT_INVALID', { parcelsMax: PARCELS_MAX });
    const state = await this.shipped.send(tx, locked.order, unitsOf(parcels));
    for (const parcel of parcels) {
      const shippedAt = this.clock.now();
      const sent = { ...parcel, id: newId(shippedAt), orderId, shippedAt };
      await insertParcel(tx, sent);
      await this.announce(tx, locked, sent);
    }
    await this.tellWechat(tx, locked, state === 'shipped');
  }

  /**
   * Corrects the number or carrier of a parcel that is on its way. WeChat takes one correction of a
   * complete delivery; ours is kept even when WeChat refuses it.
   * @throws Refusal ORDER_NOT_FOUND, ORDER_STATE, NOT_FOUND; SHIPMENT_INVALID when another parcel
   *   of the order carries it
   */
  async correct(
    tx: Tx,
    orderId: string,
    parcelId: string,
    consignment: Consignment,
  ): Promise<Consignment> {
    const locked = await this.orders.lock(tx, orderId);
    const { state } = locked.order;
    if (state !== 'to-ship' && state !== 'shipped') throw new Refusal('ORDER_STATE', { state });
    const parcels = await parcelsOf(tx, orderId);
    const before = parcels.find((parcel) => parcel.id === parcelId);
    if (!before) throw new Refusal('NOT_FOUND');
    const others = parcels.filter((parcel) => parcel.id !== parcelId).map(consignmentKey);
    if (others.includes(consignmentKey(consignment))) {
      throw new Refusal('SHIPMENT_INVALID', { reason: 'twice' });
    }
    await correctParcel(tx, orderId, parcelId, consignment, this.clock.now());
    await this.tellWechat(tx, locked, state === 'shipped');
    return before as Consignment;
  }

  /**
   * Tells WeChat again what it refused, once the operator has seen to the cause.
   * @returns what WeChat had made of it until now; null where it had been told nothing
   */
  async retryUpload(tx: Tx, orderId: string): Promise<WechatShippingRow | null> {
    const locked = await this.orders.lock(tx, orderId);
    if ((await parcelsOf(tx, orderId)).length === 0) throw new Refusal('ORDER_STATE');
    const before = await lockWechatShipping(tx, orderId);
    await this.tellWechat(tx, locked, locked.order.state !== 'to-ship');
    return before;
  }

  /** What was paid outside WeChat (nothing was to be paid) is no concern of WeChat's. */
  private async tellWechat(tx: Tx, { order }: LockedOrder, isAllDelivered: boolean): Promise<void> {
    const payment = await this.payments.get(order.paymentId, tx);
    if (payment.transactionId === null) return;
    await this.upload.request(tx, order.id, payment.id, isAllDelivered);
  }

  private async announce(tx: Tx, { order, lines }: LockedOrder, parcel: NewParcel): Promise<void> {
    const titles = lines
      .filter((line) => parcel.lines.some((sent) => sent.lineId === line.id))
      .map((line) => line.title);
    await this.notices.send(tx, {
      shopperId: order.shopperId,
      kind: 'order-shipped',
      facts: {
        companyName: carrierName(parcel.company),
        trackingNo: parcel.trackingNo,
        goods: titles.join('、'),
      },
      orderId: order.id,
      dedupe: `parcel:${parcel.id}`,
    });
  }
}

function consignmentKey({ company, trackingNo }: { company: string; trackingNo: string }): string {
  return `${company} ${trackingNo}`;
}

/** The units of all parcels together, one entry a line. */
function unitsOf(parcels: ParcelsInput['parcels']): LineQuantities {
  const quantities = new Map<string, number>();
  for (const { lineId, quantity } of parcels.flatMap((parcel) => parcel.lines)) {
    quantities.set(lineId, (quantities.get(lineId) ?? 0) + quantity);
  }
  return [...quantities].map(([lineId, quantity]) => ({ lineId, quantity }));
}

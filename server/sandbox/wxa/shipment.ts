import type { Payment } from '../pay/payment.js';
import type { World } from '../world.js';

export interface Parcel {
  readonly trackingNo: string;
  readonly company: string;
  readonly itemDesc: string;
  readonly contact?: Readonly<Record<string, string>>;
}

/** What `upload_shipping_info` recorded for a payment, and what became of it. */
export interface Shipment {
  readonly outTradeNo: string;
  /** 1 express, 2 city, 3 virtual, 4 pickup. */
  readonly logisticsType: number;
  /** 1 in one go, 2 split over several parcels. */
  readonly deliveryMode: number;
  readonly parcels: readonly Parcel[];
  readonly isFinished: boolean;
  /** 0 under way, 1 shipped, 2 shipped anew. */
  readonly finishCount: number;
  readonly isReshipped: boolean;
  readonly uploadedAtMs: number;
  readonly remindedAtMs: number | null;
  readonly confirmedAtMs: number | null;
}

const TO_SHIP = 1;
export const SHIPPED = 2;
export const CONFIRMED = 3;
export const REFUNDED = 5;

/** WeChat's `order_state` for a paid trade. */
export function orderState(payment: Payment, shipment: Shipment | undefined): number {
  if (payment.refundedFen === payment.totalFen) return REFUNDED;
  if ((shipment?.confirmedAtMs ?? null) !== null) return CONFIRMED;
  return shipment?.isFinished ? SHIPPED : TO_SHIP;
}

/**
 * A paid trade as shipping management knows it. It learns of payments some time after they are
 * made: until `shippingNotReadyMs` have passed there is no such order.
 */
export function shippablePayment(
  world: World,
  transactionId: string | undefined,
  outTradeNo: string | undefined,
): Payment | undefined {
  const { payments } = world.tables;
  const payment =
    transactionId === undefined ? payments.get(outTradeNo ?? '') : payments.getBy(transactionId);
  if (payment === undefined || payment.paidAtMs === null) return undefined;
  const sincePaidMs = world.clock.nowMs() - payment.paidAtMs;
  return sincePaidMs < world.board.now.shippingNotReadyMs ? undefined : payment;
}

/** The order as `get_order` answers it. */
export function orderView(world: World, payment: Payment) {
  const shipment = world.tables.shipments.get(payment.outTradeNo);
  return {
    transaction_id: payment.transactionId,
    merchant_id: world.credentials.mchId,
    sub_merchant_id: '',
    merchant_trade_no: payment.outTradeNo,
    description: (shipment?.parcels ?? []).map(({ itemDesc }) => itemDesc).join(';'),
    paid_amount: payment.totalFen,
    openid: payment.openid,
    trade_create_time: seconds(payment.createdAtMs),
    pay_time: seconds(payment.paidAtMs ?? payment.createdAtMs),
    order_state: orderState(payment, shipment),
    in_complaint: false,
    ...(shipment === undefined ? {} : { shipping: shippingView(shipment) }),
  };
}

function shippingView(shipment: Shipment) {
  return {
    delivery_mode: shipment.deliveryMode,
    logistics_type: shipment.logisticsType,
    finish_shipping: shipment.isFinished,
    goods_desc: '',
    finish_shipping_count: shipment.finishCount,
    shipping_list: shipment.parcels.map((parcel) => ({
      tracking_no: parcel.trackingNo,
      express_company: parcel.company,
      goods_desc: parcel.itemDesc,
      upload_time: seconds(shipment.uploadedAtMs),
      ...(parcel.contact === undefined ? {} : { contact: parcel.contact }),
    })),
  };
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

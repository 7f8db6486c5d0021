import type { FastifyInstance } from 'fastify';

import { WeixinError } from '../errors.js';
import { canonicalJson, type JsonObject } from '../json.js';
import type { Payment } from '../pay/payment.js';
import type { World } from '../world.js';
import { jsonBody, text } from './request.js';
import {
  CONFIRMED,
  orderState,
  orderView,
  REFUNDED,
  SHIPPED,
  shippablePayment,
  type Parcel,
  type Shipment,
} from './shipment.js';
import { EXPRESS, PARCELS_MAX, parsedUpload, SPLIT, type Upload } from './shipping-upload.js';

const OK = { errcode: 0, errmsg: 'ok' };

/** Shipping management, `/wxa/sec/order/…`. */
export function shippingRoutes(app: FastifyInstance, world: World): void {
  app.post('/wxa/sec/order/upload_shipping_info', (request) => {
    if (!world.board.now.shippingManaged) throw new WeixinError(48001, 'api unauthorized');
    const upload = parsedUpload(jsonBody(request));
    const { transaction_id, out_trade_no, mchid, order_number_type } = upload.order_key;
    const isByNumber = order_number_type === 1;
    if (isByNumber && mchid !== world.credentials.mchId) throw noOrder();
    const payment = isByNumber
      ? shippablePayment(world, undefined, out_trade_no)
      : shippablePayment(world, transaction_id, undefined);
    if (payment === undefined) throw noOrder();
    ship(world, payment, upload);
    return OK;
  });
  app.post('/wxa/sec/order/get_order', (request) => {
    return { ...OK, order: orderView(world, askedPayment(world, jsonBody(request))) };
  });
  app.post('/wxa/sec/order/notify_confirm_receive', (request) => {
    const body = jsonBody(request);
    remind(world, askedPayment(world, body), body['received_time']);
    return OK;
  });
  settingRoutes(app, world);
}

function settingRoutes(app: FastifyInstance, world: World): void {
  app.post('/wxa/sec/order/set_msg_jump_path', (request) => {
    const path = text(jsonBody(request), 'path');
    if (path === undefined) throw new WeixinError(47001, 'data format error');
    world.tables.settings.put('messageJumpPath', path);
    return OK;
  });
  app.post('/wxa/sec/order/is_trade_managed', (request) => {
    requireOwnAppId(world, jsonBody(request));
    return { ...OK, is_trade_managed: world.board.now.shippingManaged };
  });
  app.post('/wxa/sec/order/is_trade_management_confirmation_completed', (request) => {
    requireOwnAppId(world, jsonBody(request));
    return { ...OK, completed: world.board.now.shippingManaged };
  });
}

function requireOwnAppId(world: World, body: JsonObject): void {
  const appId = text(body, 'appid');
  if (!appId) throw new WeixinError(40097, 'invalid args');
  if (appId !== world.credentials.appId) throw new WeixinError(40013, 'invalid appid');
}

function noOrder(): WeixinError {
  return new WeixinError(10060001, '支付单不存在');
}

function askedPayment(world: World, body: JsonObject): Payment {
  const mchId = text(body, 'merchant_id') ?? world.credentials.mchId;
  const number = text(body, 'merchant_trade_no');
  const payment = shippablePayment(world, text(body, 'transaction_id'), number);
  if (payment === undefined || mchId !== world.credentials.mchId) throw noOrder();
  return payment;
}

function ship(world: World, payment: Payment, upload: Upload): void {
  if (upload.payer.openid !== payment.openid) {
    throw new WeixinError(10060031, '该笔支付单不属于 openid 所指定的用户');
  }
  const { outTradeNo } = payment;
  const before = world.tables.shipments.get(outTradeNo);
  if ([CONFIRMED, REFUNDED].includes(orderState(payment, before))) {
    throw new WeixinError(10060004, '支付单处于不可发货的状态');
  }
  const after = shipmentAfter(outTradeNo, before, upload);
  world.tables.shipments.put(outTradeNo, after);
}

/** First upload, a further part of a split delivery, or the one re-shipment there is. */
function shipmentAfter(outTradeNo: string, before: Shipment | undefined, upload: Upload): Shipment {
  const isSplit = upload.delivery_mode === SPLIT;
  const isFinished = !isSplit || upload.is_all_delivered === true;
  const uploaded = upload.shipping_list.map(parcelOf);
  const uploadedAtMs = Date.parse(upload.upload_time);
  const isReshipment = before !== undefined && isReshipping(before, upload, isFinished);
  const parcels = isSplit && !isReshipment ? merged(before?.parcels ?? [], uploaded) : uploaded;
  const after: Shipment = {
    outTradeNo,
    logisticsType: upload.logistics_type,
    deliveryMode: upload.delivery_mode,
    parcels,
    isFinished,
    finishCount: (before?.finishCount ?? 0) + (isFinished ? 1 : 0),
    isReshipped: isReshipment || before?.isReshipped === true,
    uploadedAtMs,
    remindedAtMs: before?.remindedAtMs ?? null,
    confirmedAtMs: null,
  };
  if (before !== undefined) refuseStale(before, after);
  if (parcels.length > PARCELS_MAX) throw new WeixinError(10060024, '物流信息列表太长');
  if (isReshipment && before.isReshipped) {
    throw new WeixinError(10060003, '支付单已使用重新发货机会');
  }
  return after;
}

function isReshipping(before: Shipment, upload: Upload, isFinished: boolean): boolean {
  if (!before.isFinished) {
    const { deliveryMode, logisticsType } = before;
    return deliveryMode !== upload.delivery_mode || logisticsType !== upload.logistics_type;
  }
  // One more part, for a delivery that was declared complete.
  if (!isFinished) throw new WeixinError(10060002, '支付单已完成发货，无法继续发货');
  return true;
}

function refuseStale(before: Shipment, after: Shipment): void {
  if (content(before) === content(after)) throw new WeixinError(10060023, '发货信息未更新');
  if (after.uploadedAtMs <= before.uploadedAtMs) {
    throw new WeixinError(268485216, '上传时间非法，上传时间必须比之前的请求更新');
  }
}

function content({ logisticsType, deliveryMode, parcels, isFinished }: Shipment): string {
  return canonicalJson({ logisticsType, deliveryMode, parcels, isFinished });
}

function parcelOf(uploaded: Upload['shipping_list'][number]): Parcel {
  return {
    trackingNo: uploaded.tracking_no,
    company: uploaded.express_company,
    itemDesc: uploaded.item_desc,
    ...(uploaded.contact === undefined ? {} : { contact: uploaded.contact }),
  } as Parcel;
}

/** Parts of a split delivery add up; a tracking number said again replaces what it said before. */
function merged(before: readonly Parcel[], uploaded: readonly Parcel[]): Parcel[] {
  const byNumber = new Map([...before, ...uploaded].map((parcel) => [parcel.trackingNo, parcel]));
  return [...byNumber.values()];
}

function remind(world: World, payment: Payment, receivedTime: unknown): void {
  const shipment = world.tables.shipments.get(payment.outTradeNo);
  if (typeof receivedTime !== 'number') throw new WeixinError(47001, 'data format error');
  if (shipment === undefined || orderState(payment, shipment) !== SHIPPED) {
    throw new WeixinError(10060028, '支付单不是已发货状态');
  }
  if (shipment.logisticsType !== EXPRESS) {
    throw new WeixinError(10060032, '只有物流快递发货时允许提醒用户确认收货');
  }
  if (receivedTime * 1000 < shipment.uploadedAtMs - 999) {
    throw new WeixinError(10060029, '签收时间非法');
  }
  if (shipment.remindedAtMs !== null) {
    throw new WeixinError(10060030, '支付单已使用提醒收货机会');
  }
  const remindedAtMs = world.clock.nowMs();
  world.tables.shipments.put(payment.outTradeNo, { ...shipment, remindedAtMs });
}

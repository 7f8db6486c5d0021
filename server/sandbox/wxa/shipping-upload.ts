import { z } from 'zod';

import { WeixinError } from '../errors.js';
import type { JsonObject } from '../json.js';

const contact = z.object({
  consignor_contact: z.string().max(1024).optional(),
  receiver_contact: z.string().max(1024).optional(),
});

const parcel = z.object({
  tracking_no: z.string().default(''),
  express_company: z.string().default(''),
  item_desc: z.string().default(''),
  contact: contact.optional(),
});

const upload = z.object({
  order_key: z.object({
    order_number_type: z.number(),
    transaction_id: z.string().optional(),
    mchid: z.string().optional(),
    out_trade_no: z.string().optional(),
  }),
  logistics_type: z.number(),
  delivery_mode: z.number(),
  is_all_delivered: z.boolean().optional(),
  shipping_list: z.array(parcel),
  upload_time: z.string(),
  payer: z.object({ openid: z.string() }),
});

export type Upload = z.infer<typeof upload>;
type UploadedParcel = z.infer<typeof parcel>;

export const EXPRESS = 1;
export const SPLIT = 2;
export const PARCELS_MAX = 10;
const NUMBER_CHARS_MAX = 128;
const ITEM_DESC_CHARS_MAX = 120;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
/** Phone numbers go masked, their last four digits readable. */
const MASKED = /^(?=.*\*)[\d*-]*(\d{4}|\d\d-\d\d)$/;

/** The upload, or the error WeChat gives for a body of the wrong shape. */
export function parsedUpload(body: JsonObject): Upload {
  const result = upload.safeParse(body);
  if (!result.success) throw new WeixinError(47001, 'data format error');
  const refusal = refusalOfUpload(result.data);
  if (refusal !== null) throw new WeixinError(...refusal);
  return result.data;
}

type Refusal = [errcode: number, errmsg: string] | null;

function refusalOfUpload(body: Upload): Refusal {
  return refusalOfKey(body) ?? refusalOfMode(body) ?? refusalOfList(body) ?? refusalOfTime(body);
}

function refusalOfKey({ order_key: key }: Upload): Refusal {
  if (key.order_number_type === 2) {
    return key.transaction_id ? null : [268485195, 'transaction_id 字段不能为空'];
  }
  if (key.order_number_type !== 1) return [268485194, '订单单号类型非法'];
  if (!key.mchid) return [268485196, 'mchid 字段不能为空'];
  return key.out_trade_no ? null : [268485197, 'out_trade_no 字段不能为空'];
}

function refusalOfMode(body: Upload): Refusal {
  if (![1, 2, 3, 4].includes(body.logistics_type)) return [10060005, '物流类型有误'];
  if (![1, 2].includes(body.delivery_mode)) return [268485224, '发货模式非法'];
  if (body.delivery_mode !== SPLIT) return null;
  if (body.logistics_type !== EXPRESS) return [10060006, '非快递发货时不允许分拆发货'];
  if (body.is_all_delivered !== undefined) return null;
  return [10060007, '分拆发货模式下必须填写 is_all_delivered 字段'];
}

function refusalOfList(body: Upload): Refusal {
  const list = body.shipping_list;
  if (list.length > PARCELS_MAX) return [10060024, '物流信息列表太长'];
  if (body.delivery_mode !== SPLIT && list.length !== 1) {
    return [268485228, '统一发货模式下，物流信息列表长度必须为 1'];
  }
  if (list.length === 0) return [10060014, '参数错误：物流信息列表为空'];
  const isExpress = body.logistics_type === EXPRESS;
  for (const one of list) {
    const refusal = refusalOfParcel(one, isExpress);
    if (refusal !== null) return refusal;
  }
  return null;
}

function refusalOfParcel(one: UploadedParcel, isExpress: boolean): Refusal {
  if (isExpress && one.tracking_no === '') return [268485226, '物流单号不能为空'];
  if (isExpress && one.express_company === '') return [268485227, '物流公司编码不能为空'];
  if ([...one.tracking_no].length > NUMBER_CHARS_MAX) return [10060026, '物流单号太长'];
  if ([...one.express_company].length > NUMBER_CHARS_MAX) return [10060025, '物流公司编码太长'];
  if (one.item_desc === '') return [10060008, '商品描述 item_desc 字段不能为空'];
  if ([...one.item_desc].length > ITEM_DESC_CHARS_MAX) {
    return [10060009, '商品描述 item_desc 字段太长'];
  }
  return refusalOfContact(one);
}

function refusalOfContact({ express_company, contact: given }: UploadedParcel): Refusal {
  const numbers = Object.values(given ?? {}).filter((number) => number !== undefined);
  if (express_company === 'SF' && numbers.length === 0) {
    return [10060014, '参数错误：顺丰发货须填写联系方式'];
  }
  if (numbers.every((number) => MASKED.test(number))) return null;
  return [10060014, '参数错误：联系方式须采用掩码，最后4位数字不能打掩码'];
}

function refusalOfTime({ upload_time: time }: Upload): Refusal {
  const isInstant = RFC_3339.test(time) && !Number.isNaN(Date.parse(time));
  return isInstant ? null : [268485216, '上传时间非法，请按照 RFC 3339 格式填写'];
}

import { Inject, Injectable } from '@nestjs/common';
import { CARRIERS_WITH_CONTACT, type Parcel } from '@siyu/shared';
import { z } from 'zod';
import { CONFIG, type Config } from '../platform/config.js';
import { maskPhone } from '../platform/mask.js';
import { WechatApi } from '../platform/wechat-api.js';

const ITEM_DESC_MAX = 120;
const EXPRESS = 1;
const IN_ONE = 1;
const SPLIT = 2;
const BY_OUT_TRADE_NO = 1;
/** WeChat's `order_state`: receipt confirmed, and trade done. */
const RECEIVED: ReadonlySet<number> = new Set([3, 4]);

/** The parcels of one payment as WeChat is told of them. */
export interface ParcelReport {
  paymentId: string;
  openid: string;
  split: boolean;
  allDelivered: boolean;
  uploadTime: Date;
  /** All of them, also those WeChat knows: so that telling twice changes nothing. */
  parcels: readonly Parcel[];
  titleOf: ReadonlyMap<string, string>;
  phone: string;
}

const orderSchema = z.object({ order: z.object({ order_state: z.number() }) });

/** WeChat's shipping management, `/wxa/sec/order/…`. */
@Injectable()
export class WechatShipping {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly wechat: WechatApi,
  ) {}

  /** @throws WechatError 10060001 …; Refusal WECHAT_UNAVAILABLE */
  async upload(report: ParcelReport): Promise<void> {
    await this.wechat.post('/wxa/sec/order/upload_shipping_info', {
      order_key: {
        order_number_type: BY_OUT_TRADE_NO,
        mchid: this.config.WECHAT_MCH_ID,
        out_trade_no: report.paymentId,
      },
      logistics_type: EXPRESS,
      delivery_mode: report.split ? SPLIT : IN_ONE,
      ...(report.split ? { is_all_delivered: report.allDelivered } : {}),
      shipping_list: report.parcels.map((parcel) => entryOf(parcel, report)),
      upload_time: report.uploadTime.toISOString(),
      payer: { openid: report.openid },
    });
  }

  /** Whether WeChat has the shopper's confirmation. @throws as `upload` */
  async isReceived(paymentId: string): Promise<boolean> {
    const answer = await this.wechat.post('/wxa/sec/order/get_order', {
      merchant_id: this.config.WECHAT_MCH_ID,
      merchant_trade_no: paymentId,
    });
    return RECEIVED.has(orderSchema.parse(answer).order.order_state);
  }
}

function entryOf(parcel: Parcel, { titleOf, phone }: ParcelReport): object {
  const contact = { receiver_contact: maskPhone(phone) };
  return {
    tracking_no: parcel.trackingNo,
    express_company: parcel.company,
    item_desc: describe(parcel, titleOf),
    ...(CARRIERS_WITH_CONTACT.has(parcel.company) ? { contact } : {}),
  };
}

/** What is in a parcel, in the 120 characters WeChat takes. */
function describe(parcel: Parcel, titleOf: ReadonlyMap<string, string>): string {
  const items = parcel.lines.map((line) => `${titleOf.get(line.lineId)}×${line.quantity}`);
  const text = [...items.join('；')];
  return text.length <= ITEM_DESC_MAX
    ? text.join('')
    : `${text.slice(0, ITEM_DESC_MAX - 1).join('')}…`;
}

import { Inject, Injectable } from '@nestjs/common';
import type { Order } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { CompleteOrder } from '../orders/fulfilment/complete-order.service.js';
import { Orders } from '../orders/orders.service.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction } from '../platform/transaction.js';
import { WechatShipping } from './wechat-shipping.js';

/** Lets a shopper say that the goods have come. */
@Injectable()
export class Receipt {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly orders: Orders,
    private readonly completing: CompleteOrder,
    private readonly wechat: WechatShipping,
  ) {}

  /**
   * Completes the order if WeChat has the shopper's confirmation: the phone's word is not taken.
   * Only where WeChat holds no parcels (nothing was paid, or it has not taken it) does the shopper
   * themselves decide. Safe to repeat; answers the order as it then is.
   * @throws Refusal ORDER_NOT_FOUND, ORDER_STATE before everything was shipped, WECHAT_UNAVAILABLE
   */
  async confirm(shopperId: string, orderId: string): Promise<Order> {
    const order = await this.orders.show(shopperId, orderId);
    if (order.state === 'completed') return order;
    if (order.state !== 'shipped') throw new Refusal('ORDER_STATE', { state: order.state });
    if (!(await this.isReceived(order))) return order;
    await inTransaction(this.db, (tx) => this.completing.complete(tx, orderId));
    return this.orders.show(shopperId, orderId);
  }

  private async isReceived({ receiptConfirmation }: Order): Promise<boolean> {
    if (receiptConfirmation === null) return true;
    return this.wechat.isReceived(receiptConfirmation.merchantTradeNo);
  }
}

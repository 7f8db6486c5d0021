import { Inject, Injectable } from '@nestjs/common';
import type { Order, OpsOrder } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { OrderLines } from '../orders/lines/order-lines.service.js';
import { OrderPartsRegistry, type OrderRow } from '../orders/views/order-parts.js';
import { Payments } from '../payments/payments.service.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Outbox } from '../platform/outbox.js';
import { parcelsOf } from './parcel.store.js';
import { UploadShippingJob } from './upload-shipping.job.js';
import { findWechatShipping, lockWechatShipping } from './wechat-shipping.store.js';

/** What shipping shows on an order's page, and what it hears of orders. */
@Injectable()
export class ShippingParts {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly payments: Payments,
    private readonly upload: UploadShippingJob,
    orders: OrderLines,
    registry: OrderPartsRegistry,
    outbox: Outbox,
  ) {
    registry.contribute({
      parts: async (order) => ({
        parcels: await parcelsOf(this.db.manager, order.id),
        receiptConfirmation: await this.receiptConfirmation(order),
      }),
      opsParts: async (order) => ({ wechatShipping: await this.wechatShipping(order.id) }),
    });
    outbox.listen({
      name: 'shipping.order-shipped',
      kind: 'order.shipped',
      handle: async (tx, shipped) => {
        for (const { orderId } of shipped) {
          await orders.lock(tx, orderId);
          const told = await lockWechatShipping(tx, orderId);
          // The rest of the order was refunded: what WeChat knows to be a part is now all of it.
          if (told?.allDelivered === false) {
            await this.upload.request(tx, orderId, told.paymentId, true);
          }
        }
      },
    });
  }

  private async receiptConfirmation(order: OrderRow): Promise<Order['receiptConfirmation']> {
    if (order.state !== 'shipped') return null;
    const told = await findWechatShipping(this.db.manager, order.id);
    if (!told?.finished) return null;
    const { id: merchantTradeNo, transactionId } = await this.payments.get(told.paymentId);
    const merchantId = this.config.WECHAT_MCH_ID;
    return transactionId === null ? null : { merchantId, merchantTradeNo, transactionId };
  }

  private async wechatShipping(orderId: string): Promise<OpsOrder['wechatShipping']> {
    const told = await findWechatShipping(this.db.manager, orderId);
    if (!told) return null;
    const { state, errorCode, errorMessage, uploadedAt } = told;
    return { state, errorCode, errorMessage, uploadedAt: uploadedAt?.toISOString() ?? null };
  }
}

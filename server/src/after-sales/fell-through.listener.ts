import { Injectable } from '@nestjs/common';
import { unitsToSend } from '@siyu/shared';
import { OrderLines } from '../orders/lines/order-lines.service.js';
import { Clock } from '../platform/clock.js';
import { Outbox } from '../platform/outbox.js';
import type { Tx } from '../platform/transaction.js';
import { claimsOf } from './after-sale-line.store.js';
import { GrantAfterSale } from './grant-after-sale.service.js';
import { lockWithOrder } from './lock-after-sale.js';
import { RequestAfterSale } from './request-after-sale.service.js';

/** Gives back paid orders that waited for others who did not come: whole, and unasked. */
@Injectable()
export class FellThroughListener {
  constructor(
    private readonly clock: Clock,
    private readonly orders: OrderLines,
    private readonly requesting: RequestAfterSale,
    private readonly granting: GrantAfterSale,
    outbox: Outbox,
  ) {
    outbox.listen({
      name: 'after-sales.promotion-fell-through',
      kind: 'promotion.fell-through',
      handle: async (tx, fallen) => {
        for (const { orderId, why } of fallen) await this.giveBack(tx, orderId, why);
      },
    });
  }

  /** What an operator gave back before stays given back; the rest follows, and the order closes. */
  private async giveBack(tx: Tx, orderId: string, why: string): Promise<void> {
    const locked = await this.orders.lock(tx, orderId);
    if (locked.order.state !== 'gathering') return;
    const lines = locked.lines.flatMap((line) => {
      const quantity = unitsToSend(line);
      return quantity === 0 ? [] : [{ lineId: line.id, quantity }];
    });
    const ask = { orderId, kind: 'refund-only', lines, reason: 'other' } as const;
    const whole = { ...ask, description: '', pictureIds: [] };
    const claims = await claimsOf(tx, orderId);
    const id = await this.requesting.open(tx, locked, claims, whole, { operatorId: null });
    const held = await lockWithOrder(tx, this.orders, id);
    const answeredAt = this.clock.now();
    await this.granting.grant(tx, held, { answer: why, answeredAt, refundReason: why });
  }
}

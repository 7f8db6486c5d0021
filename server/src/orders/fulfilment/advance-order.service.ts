import { Injectable } from '@nestjs/common';
import { daysAfter, stateBySending } from '@siyu/shared';
import { Clock } from '../../platform/clock.js';
import { Outbox } from '../../platform/outbox.js';
import type { Tx } from '../../platform/transaction.js';
import { Promotions } from '../../promotions/campaigns/promotions.service.js';
import { Settings } from '../../shop/settings.js';
import '../order.events.js';
import { linesOf } from '../lines/order-line.store.js';
import { moveOrder, type OrderRow } from '../order.store.js';

/** Moves a paid order on, one that gathers too, once its units are all sent or never will be. */
@Injectable()
export class AdvanceOrder {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly promotions: Promotions,
    private readonly outbox: Outbox,
  ) {}

  /** Asks the lines of a locked order, which have just been written; answers where it stands. */
  async bySending(tx: Tx, order: OrderRow): Promise<OrderRow['state']> {
    if (order.state !== 'to-ship' && order.state !== 'gathering') return order.state;
    const state = stateBySending(await linesOf(tx, [order.id]));
    if (state === 'to-ship') return order.state;
    if (state === 'shipped') await this.ship(tx, order);
    if (state === 'closed') await this.close(tx, order);
    return state;
  }

  private async ship(tx: Tx, order: OrderRow): Promise<void> {
    const shippedAt = this.clock.now();
    const { autoCompleteDays } = await this.settings.current(tx);
    const autoCompleteAt = daysAfter(shippedAt, autoCompleteDays);
    await moveOrder(tx, order, 'shipped', { shippedAt, autoCompleteAt });
    const { id: orderId, shopperId } = order;
    await this.outbox.add(tx, 'order.shipped', { orderId, shopperId });
  }

  private async close(tx: Tx, order: OrderRow): Promise<void> {
    const reason = 'refunded';
    await moveOrder(tx, order, 'closed', { closedAt: this.clock.now(), closeReason: reason });
    await this.promotions.release(tx, order.id, 'refunded');
    const { id: orderId, shopperId } = order;
    await this.outbox.add(tx, 'order.closed', { orderId, shopperId, reason });
  }
}

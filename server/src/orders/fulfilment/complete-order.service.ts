import { Injectable } from '@nestjs/common';
import { daysAfter, mayMoveOrder } from '@siyu/shared';
import { Clock } from '../../platform/clock.js';
import { Outbox } from '../../platform/outbox.js';
import type { Tx } from '../../platform/transaction.js';
import { Settings } from '../../shop/settings.js';
import { keptFacts } from '../kept-facts.js';
import '../order.events.js';
import { lockOrder, moveOrder } from '../order.store.js';

/** Ends a shipped order: its goods were received, and the time for after-sales begins to run. */
@Injectable()
export class CompleteOrder {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly outbox: Outbox,
  ) {}

  /** Safe to repeat; false when the order is not (or no longer) on its way. */
  async complete(tx: Tx, orderId: string): Promise<boolean> {
    const order = await lockOrder(tx, orderId);
    if (!order || !mayMoveOrder(order.state, 'completed')) return false;
    const completedAt = this.clock.now();
    const { afterSaleDays } = await this.settings.current(tx);
    const afterSaleUntil = daysAfter(completedAt, afterSaleDays);
    await moveOrder(tx, order, 'completed', { completedAt, afterSaleUntil });
    await this.outbox.add(tx, 'order.completed', {
      ...{ orderId, shopperId: order.shopperId, ...keptFacts(order) },
      at: completedAt.toISOString(),
      afterSaleUntil: afterSaleUntil.toISOString(),
    });
    return true;
  }
}

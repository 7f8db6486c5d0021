import { Injectable } from '@nestjs/common';
import type { OrderFacts } from '../../orders/order.events.js';
import { Outbox } from '../../platform/outbox.js';
import type { Tx } from '../../platform/transaction.js';
import { CommissionRules } from '../rules/commission-rules.service.js';
import { Commissions } from './commissions.service.js';
import { RecountCommission } from './recount-commission.service.js';

/** Paid orders give commission; what is received begins to settle; what goes back takes it. */
@Injectable()
export class CommissionListener {
  constructor(
    private readonly rules: CommissionRules,
    private readonly commissions: Commissions,
    private readonly recounting: RecountCommission,
    outbox: Outbox,
  ) {
    outbox.listen({
      name: 'promoters.order-paid',
      kind: 'order.paid',
      handle: (tx, paid) => this.paid(tx, paid),
    });
    outbox.listen({
      name: 'promoters.order-completed',
      kind: 'order.completed',
      handle: (tx, completed) => this.changed(tx, completed),
    });
    outbox.listen({
      name: 'promoters.order-refunded',
      kind: 'order.refunded',
      handle: (tx, refunded) => this.changed(tx, refunded),
    });
  }

  /** One statement for all of them where the shop never had promoters. */
  private async paid(tx: Tx, orders: readonly OrderFacts[]): Promise<void> {
    if ((await this.rules.current(tx)).version === 0) return;
    for (const { orderId } of orders) await this.commissions.estimate(tx, orderId);
  }

  private async changed(tx: Tx, orders: readonly OrderFacts[]): Promise<void> {
    const orderIds = orders.map(({ orderId }) => orderId);
    for (const id of await this.recounting.rewarded(tx, orderIds)) {
      await this.recounting.recount(tx, id);
    }
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type {
  OpsOrder,
  OpsOrderFilter,
  OpsOrderListQuery,
  OpsOrderSummary,
  Page,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Payments } from '../../payments/payments.service.js';
import { Refunds } from '../../payments/refunds.service.js';
import { maskPhone } from '../../platform/mask.js';
import { pageOf } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import type { Tx } from '../../platform/transaction.js';
import { OrderPartsRegistry } from './order-parts.js';
import { linesOf, type OrderLineRow } from '../lines/order-line.store.js';
import { searchOrders } from './order-search.store.js';
import { findOrder, lockOrder, type OrderRow } from '../order.store.js';
import { OrderTeams } from './order-teams.js';
import { summaryOf, viewOf } from './order-view.js';

const EXPORT_BATCH = 200;

/** An order with its lines, as an export reads it. */
export interface ExportedOrder {
  order: OrderRow;
  lines: OrderLineRow[];
}

/** What an operator sees of orders and notes on them. */
@Injectable()
export class OpsOrders {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly payments: Payments,
    private readonly refunds: Refunds,
    private readonly parts: OrderPartsRegistry,
    private readonly teams: OrderTeams,
  ) {}

  /** Newest first; phone numbers masked, the whole is on the order's own page. */
  async list({ cursor, limit, ...filter }: OpsOrderListQuery): Promise<Page<OpsOrderSummary>> {
    const found = await searchOrders(this.db.manager, filter, { cursor, limit: limit + 1 });
    const { items: orders, nextCursor } = pageOf(found, limit);
    const [lines, teams] = await Promise.all([
      linesOf(this.db.manager, idsOf(orders)),
      this.teams.of(orders),
    ]);
    return {
      items: orders.map((order) => ({
        ...summaryOf(order, lines, teams),
        recipient: order.address.recipient,
        phoneMasked: maskPhone(order.address.phone),
        refundedFen: order.refundedFen,
        opsRemark: order.opsRemark,
      })),
      nextCursor,
    };
  }

  /** @throws Refusal ORDER_NOT_FOUND */
  async show(orderId: string): Promise<OpsOrder> {
    const order = await findOrder(this.db.manager, orderId);
    if (!order) throw new Refusal('ORDER_NOT_FOUND');
    const [lines, teams, parts, opsParts, payment, refunds] = await Promise.all([
      linesOf(this.db.manager, [orderId]),
      this.teams.of([order]),
      this.parts.of(order),
      this.parts.opsOf(order),
      this.payments.get(order.paymentId),
      this.refunds.ofPayment(order.paymentId),
    ]);
    const { id, state, transactionId, amountFen, refundedFen, succeededAt } = payment;
    return {
      ...viewOf(order, { lines, teams, parts }),
      ...opsParts,
      shopperId: order.shopperId,
      opsRemark: order.opsRemark,
      payment: {
        id,
        state,
        transactionId,
        amountFen,
        refundedFen,
        succeededAt: succeededAt?.toISOString() ?? null,
      },
      refunds,
    };
  }

  /** Writes the operator's remark; answers the one before. @throws Refusal ORDER_NOT_FOUND */
  async remark(tx: Tx, orderId: string, remark: string): Promise<string> {
    const order = await lockOrder(tx, orderId);
    if (!order) throw new Refusal('ORDER_NOT_FOUND');
    await tx.query('UPDATE orders SET ops_remark = ? WHERE id = ?', [remark, orderId]);
    return order.opsRemark;
  }

  /** All orders of a filter, newest first, read in batches: memory stays flat however many. */
  async *all(filter: OpsOrderFilter): AsyncGenerator<ExportedOrder> {
    let cursor: string | undefined;
    for (;;) {
      const page = { cursor, limit: EXPORT_BATCH };
      const orders = await searchOrders(this.db.manager, filter, page);
      const lines = await linesOf(this.db.manager, idsOf(orders));
      for (const order of orders) {
        yield { order, lines: lines.filter((line) => line.orderId === order.id) };
      }
      if (orders.length < EXPORT_BATCH) return;
      cursor = orders.at(-1)?.id;
    }
  }
}

function idsOf(orders: readonly OrderRow[]): string[] {
  return orders.map((order) => order.id);
}

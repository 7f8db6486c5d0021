import { Inject, Injectable } from '@nestjs/common';
import {
  type Fen,
  type Order,
  type OrderCounts,
  type OrderState,
  type OrderSummary,
  type Page,
  type PayAnswer,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { pageOf } from '../platform/page.js';
import { Payments } from '../payments/payments.service.js';
import { PrepaySession } from '../payments/prepay-session.js';
import { Refusal } from '../platform/refusal.js';
import { OrderPartsRegistry } from './views/order-parts.js';
import { findOrder, orderCounts, ordersOf, ordersWhere, type OrderRow } from './order.store.js';
import { moneyKept } from './kept-facts.js';
import { linesOf } from './lines/order-line.store.js';
import { OrderTeams } from './views/order-teams.js';
import { summaryOf, viewOf } from './views/order-view.js';

/** What a shopper does with an order once it is placed, up to paying it. */
@Injectable()
export class Orders {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly payments: Payments,
    private readonly prepay: PrepaySession,
    private readonly parts: OrderPartsRegistry,
    private readonly teams: OrderTeams,
  ) {}

  /** A shopper's orders, newest first. */
  async list(
    shopperId: string,
    query: { state?: OrderState | undefined; cursor?: string | undefined; limit: number },
  ): Promise<Page<OrderSummary>> {
    const found = await ordersOf(this.db.manager, shopperId, { ...query, limit: query.limit + 1 });
    const { items: orders, nextCursor } = pageOf(found, query.limit);
    const [lines, teams] = await Promise.all([
      linesOf(
        this.db.manager,
        orders.map((order) => order.id),
      ),
      this.teams.of(orders),
    ]);
    return { items: orders.map((order) => summaryOf(order, lines, teams)), nextCursor };
  }

  /** How many orders wait for something, for the badges on the shopper's page. */
  async counts(shopperId: string): Promise<OrderCounts> {
    const [byState, afterSale] = await Promise.all([
      orderCounts(this.db.manager, shopperId),
      this.parts.openAfterSales(shopperId),
    ]);
    return { ...byState, afterSale };
  }

  /** @throws Refusal ORDER_NOT_FOUND, also for someone else's */
  async show(shopperId: string, orderId: string): Promise<Order> {
    return this.view(await this.own(shopperId, orderId));
  }

  /** @throws Refusal ORDER_NOT_FOUND */
  async showAny(orderId: string): Promise<Order> {
    const order = await findOrder(this.db.manager, orderId);
    if (!order) throw new Refusal('ORDER_NOT_FOUND');
    return this.view(order);
  }

  /** A prepay session for `wx.requestPayment`. @throws Refusal ORDER_EXPIRED, WECHAT_UNAVAILABLE */
  async pay(shopperId: string, orderId: string): Promise<PayAnswer> {
    const payment = await this.payments.of('order', orderId, shopperId);
    if (!payment) throw new Refusal('ORDER_NOT_FOUND');
    return this.prepay.for(payment);
  }

  /** After WeChat's sheet closed: asks WeChat rather than believe the phone. */
  async checkPayment(shopperId: string, orderId: string): Promise<Order> {
    const order = await this.own(shopperId, orderId);
    if (order.state === 'awaiting-payment') {
      await this.payments.check(order.paymentId);
    }
    return this.show(shopperId, orderId);
  }

  /** What was paid in money for each of these orders and not given back. */
  async keptFen(orderIds: readonly string[]): Promise<Map<string, Fen>> {
    if (orderIds.length === 0) return new Map();
    const { manager } = this.db;
    const orders = await ordersWhere(manager, [['id IN (?)', orderIds]], orderIds.length);
    return new Map(orders.map((order) => [order.id, moneyKept(order)]));
  }

  private async own(shopperId: string, orderId: string): Promise<OrderRow> {
    const order = await findOrder(this.db.manager, orderId);
    if (order?.shopperId !== shopperId) throw new Refusal('ORDER_NOT_FOUND');
    return order;
  }

  private async view(order: OrderRow): Promise<Order> {
    const [lines, teams, parts] = await Promise.all([
      linesOf(this.db.manager, [order.id]),
      this.teams.of([order]),
      this.parts.of(order),
    ]);
    return viewOf(order, { lines, teams, parts });
  }
}

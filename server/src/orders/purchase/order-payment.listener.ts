import { Injectable, Logger } from '@nestjs/common';
import { holdsStock } from '@siyu/shared';
import { Stock } from '../../catalog/stock.js';
import { lockIfLive } from '../../identity/lock-shopper.js';
import type { PaymentFacts } from '../../payments/payment.events.js';
import { Payments } from '../../payments/payments.service.js';
import { Clock } from '../../platform/clock.js';
import { Outbox } from '../../platform/outbox.js';
import type { Tx } from '../../platform/transaction.js';
import '../order.events.js';
import { lockWithPayment } from '../lock-order.js';
import type { Holding } from '../../promotions/campaigns/promotion-kinds.js';
import { Promotions } from '../../promotions/campaigns/promotions.service.js';
import { OrderMoneyBack } from '../tenders/order-money-back.service.js';
import { OrderTenders } from '../tenders/order-tenders.service.js';
import { lockOrder, moveOrder, type OrderRow } from '../order.store.js';
import { linesOf } from '../lines/order-line.store.js';
import { movePaidOrders, notePayer } from './paid-orders.store.js';

const LATE_REFUND_REASON = '订单已关闭，商品已售出，自动退款';

/** What an order does when its payment succeeds or closes. */
@Injectable()
export class OrderPaymentListener {
  private readonly log = new Logger('orders');

  constructor(
    private readonly clock: Clock,
    private readonly stock: Stock,
    private readonly payments: Payments,
    private readonly promotions: Promotions,
    private readonly tenders: OrderTenders,
    private readonly moneyBack: OrderMoneyBack,
    private readonly outbox: Outbox,
  ) {
    outbox.listen({
      name: 'orders.payment-succeeded',
      kind: 'payment.succeeded',
      handle: (tx, payments) => this.paid(tx, payments.filter(isForOrder)),
    });
    outbox.listen({
      name: 'orders.payment-closed',
      kind: 'payment.closed',
      handle: async (tx, payments) => {
        for (const payment of payments.filter(isForOrder)) await this.closed(tx, payment);
      },
    });
  }

  /** Payments in time move together in one statement; the rest are looked at one by one. */
  private async paid(tx: Tx, payments: readonly PaymentFacts[]): Promise<void> {
    if (payments.length === 0) return;
    const moved = await movePaidOrders(tx, payments);
    await this.promotions.paid(
      tx,
      payments.map((payment) => payment.subjectId),
    );
    const inPart = payments.filter(({ isPart }) => isPart);
    await this.tenders.capture(
      tx,
      inPart.map((payment) => payment.subjectId),
    );
    if (moved < payments.length) {
      for (const payment of payments) await this.paidLate(tx, payment);
    }
  }

  /**
   * Case 3: the stock was released. It is held again if it is there, else the money goes back, as
   * it does where the account is deleted.
   */
  private async paidLate(tx: Tx, payment: PaymentFacts): Promise<void> {
    const order = await lockWithPayment(tx, this.payments, payment.subjectId);
    if (!order || holdsStock(order.state)) return;
    const isLive = await lockIfLive(tx, order.shopperId);
    if (isLive) await notePayer(tx, payment);
    if (isLive && (await this.tryHoldAgain(tx, order))) {
      const paidAt = new Date(payment.at);
      const to = order.stateWhenPaid;
      await moveOrder(tx, order, to, { paidAt, closedAt: null, closeReason: null });
      if (payment.isPart) await this.tenders.capture(tx, [order.id]);
      return;
    }
    this.log.warn(
      `order ${order.id} was paid after it closed, and its stock or its shopper is gone: refunding`,
    );
    await this.moneyBack.requestLate(tx, order, {
      subjectKind: 'order',
      subjectId: order.id,
      reason: LATE_REFUND_REASON,
    });
  }

  /** All of it or nothing: its goods, what its offers took, and what pays it beside WeChat. */
  private async tryHoldAgain(tx: Tx, order: OrderRow): Promise<boolean> {
    const lines = await linesOf(tx, [order.id]);
    await tx.query('SAVEPOINT hold_again');
    const held =
      (await this.stock.tryHold(tx, {
        ...{ reason: 'late-payment', referenceId: order.id },
        items: lines.filter((line) => line.stockOf === null),
      })) &&
      (await this.promotions.tryHoldAgain(tx, holdingAgain(order, lines, this.clock.now()))) &&
      (await this.tenders.tryHoldAgain(tx, order));
    if (!held) await tx.query('ROLLBACK TO SAVEPOINT hold_again');
    return held;
  }

  private async closed(tx: Tx, payment: PaymentFacts): Promise<void> {
    const order = await lockOrder(tx, payment.subjectId);
    if (order?.state !== 'awaiting-payment') return;
    await moveOrder(tx, order, 'closed', { closedAt: this.clock.now() });
    const items = (await linesOf(tx, [order.id])).filter((line) => line.stockOf === null);
    await this.stock.release(tx, { reason: 'order-closed', referenceId: order.id, items });
    await this.promotions.release(tx, order.id, 'unpaid');
    await this.tenders.release(tx, order);
    await this.announceClosed(tx, order);
  }

  private async announceClosed(tx: Tx, order: OrderRow): Promise<void> {
    await this.outbox.add(tx, 'order.closed', {
      orderId: order.id,
      shopperId: order.shopperId,
      reason: order.closeReason ?? 'expired',
    });
  }
}

function holdingAgain(
  { id: orderId, shopperId, address, totalFen, payBy }: OrderRow,
  lines: Holding['lines'],
  now: Date,
): Omit<Holding, 'through'> {
  return { orderId, shopperId, address, lines, totalFen, payBy, now };
}

function isForOrder(payment: PaymentFacts): boolean {
  return payment.subjectKind === 'order';
}

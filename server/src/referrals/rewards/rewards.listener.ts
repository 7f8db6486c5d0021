import { Injectable } from '@nestjs/common';
import { fen } from '@siyu/shared';
import { OrderWorth } from '../../orders/views/order-worth.js';
import '../../orders/order.events.js';
import '../../payments/payment.events.js';
import { Outbox, type EventKind, type Events } from '../../platform/outbox.js';
import type { Tx } from '../../platform/transaction.js';
import { LiveProgramme } from '../programmes/live-programme.js';
import '../referral.events.js';
import { InvitedGrowth } from './invited-growth.js';
import { Rewards } from './rewards.service.js';
import { TakeBackRewards } from './take-back-rewards.service.js';

/**
 * What friends do, as other rooms tell of it. A payment is only noted in its own transaction, and
 * that only while a programme is published: a purchase waits for no inviter's lock.
 */
@Injectable()
export class RewardsListener {
  constructor(
    private readonly rewards: Rewards,
    private readonly takingBack: TakeBackRewards,
    private readonly growth: InvitedGrowth,
    private readonly live: LiveProgramme,
    private readonly orders: OrderWorth,
    private readonly outbox: Outbox,
  ) {
    this.on('payment.succeeded', (tx, payment) => this.notePaid(tx, payment));
    this.on('referral.bound', (tx, bound) => this.registered(tx, bound));
    this.on('referral.order-paid', (tx, { orderId }) => this.paid(tx, orderId));
    this.on('order.completed', (tx, completed) => this.completed(tx, completed));
    this.on('order.refunded', async (tx, refunded) => {
      await this.rewards.orderBack(tx, refunded.orderId, refunded.leftFen);
      await this.takingBack.ofOrder(tx, refunded.orderId, refunded.leftFen);
      if (refunded.leftFen === 0 && refunded.isCompleted) await this.growth.takeBack(tx, refunded);
    });
    this.on('order.closed', (tx, { orderId }) => this.rewards.orderBack(tx, orderId, fen(0)));
  }

  private on<K extends EventKind>(
    kind: K,
    handle: (tx: Tx, payload: Events[K]) => Promise<void>,
  ): void {
    this.outbox.listen({
      ...{ name: `referrals.${kind.replace('.', '-')}`, kind },
      handle: async (tx, payloads) => {
        for (const payload of payloads) await handle(tx, payload);
      },
    });
  }

  private async notePaid(
    tx: Tx,
    { subjectKind, subjectId: orderId, at }: Events['payment.succeeded'],
  ): Promise<void> {
    if (subjectKind !== 'order' || !this.live.wasPublished) return;
    await this.outbox.add(tx, 'referral.order-paid', { orderId, at });
  }

  private registered(
    tx: Tx,
    { shopperId: friendId, at, touchedAt }: Events['referral.bound'],
  ): Promise<void> {
    const when = { at: new Date(at), touchedAt: new Date(touchedAt) };
    return this.rewards.earn(tx, { action: 'registered', friendId, ...when });
  }

  /** As the order stands by now: it may be received already, or given back. */
  private async paid(tx: Tx, orderId: string): Promise<void> {
    const worth = await this.orders.of(tx, orderId);
    if (!worth) return;
    const { shopperId: friendId, paidAt: at, leftFen, afterSaleUntil } = worth;
    const order = { id: orderId, leftFen, afterSaleUntil };
    await this.rewards.earn(tx, { action: 'first-paid', friendId, at, order });
  }

  private async completed(
    tx: Tx,
    { orderId, shopperId, leftFen, at, paidAt, ...completed }: Events['order.completed'],
  ): Promise<void> {
    if (paidAt === null) return;
    const afterSaleUntil = new Date(completed.afterSaleUntil);
    const friend = { friendId: shopperId, at: new Date(paidAt) };
    await this.rewards.received(tx, orderId, afterSaleUntil);
    const order = { id: orderId, leftFen, afterSaleUntil };
    await this.rewards.earn(tx, { action: 'first-completed', ...friend, order });
    if (leftFen > 0) {
      await this.growth.give(tx, { orderId, shopperId, paidAt: friend.at, at: new Date(at) });
    }
  }
}

import { Injectable } from '@nestjs/common';
import { fen, type Fen } from '@siyu/shared';
import { Outbox } from '../../platform/outbox.js';
import type { Tx } from '../../platform/transaction.js';
import { growthByKey, leftOf, noteLeft } from './growth-event.store.js';
import { Growth, type GrowthOrder } from './growth.service.js';

interface Completed {
  orderId: string;
  shopperId: string;
  /** What is left of what was paid. */
  leftFen: Fen;
  at: string;
}
interface Recharged {
  rechargeId: string;
  shopperId: string;
  paidFen: Fen;
  /** What its plan promised. */
  growth: number;
  at: string;
}
/** Some of a payment went back. */
interface Back {
  refundId: string;
  leftFen: Fen;
}
type Given = Pick<GrowthOrder, 'shopperId' | 'source' | 'key'>;

/**
 * Growth of what was paid: a purchase gives it when the order is completed, on what is left by then
 * (case 42), a recharge as its plan promised. It goes in proportion as the payment goes back; what a
 * first order gave goes with the whole of it. The member is held first, so that a refund told of at
 * the same time is not missed; one told of before its payment is noted for then.
 */
@Injectable()
export class PaidGrowthListener {
  constructor(
    private readonly growth: Growth,
    outbox: Outbox,
  ) {
    outbox.listen({
      name: 'membership.order-completed',
      kind: 'order.completed',
      handle: (tx, orders) => each(orders, (order) => this.completed(tx, order)),
    });
    outbox.listen({
      name: 'membership.order-refunded',
      kind: 'order.refunded',
      handle: (tx, refunds) =>
        each(
          refunds.filter(({ isCompleted }) => isCompleted),
          (refund) => this.orderBack(tx, refund),
        ),
    });
    outbox.listen({
      name: 'membership.recharge-paid',
      kind: 'recharge.paid',
      handle: (tx, recharges) => each(promising(recharges), (one) => this.recharged(tx, one)),
    });
    outbox.listen({
      name: 'membership.recharge-refunded',
      kind: 'recharge.refunded',
      handle: (tx, refunds) =>
        each(promising(refunds), (refund) => this.back(tx, ofRecharge(refund), refund)),
    });
  }

  private async completed(tx: Tx, { orderId, shopperId, leftFen, at }: Completed): Promise<void> {
    await this.growth.lock(tx, shopperId);
    const paidFen = fen(Math.min(leftFen, (await leftOf(tx, orderId)) ?? leftFen));
    const order = { shopperId, orderId, at: new Date(at) };
    await this.growth.grant(tx, { ...order, source: 'purchase', key: orderId, paidFen });
    if (paidFen === 0) return;
    await this.growth.grant(tx, { ...order, source: 'first-order', key: shopperId });
  }

  private async recharged(tx: Tx, recharge: Recharged): Promise<void> {
    const { rechargeId: key, shopperId, growth, paidFen, at } = recharge;
    await this.growth.lock(tx, shopperId);
    const given = ofRecharge(recharge);
    await this.growth.grant(tx, { ...given, growth, paidFen, at: new Date(at) });
    const leftFen = await leftOf(tx, key);
    if (leftFen !== null) await this.back(tx, given, { refundId: 'early', leftFen: fen(leftFen) });
  }

  private async orderBack(
    tx: Tx,
    { orderId, shopperId, ...back }: Back & { orderId: string; shopperId: string },
  ): Promise<void> {
    const isGiven = await this.back(tx, { shopperId, source: 'purchase', key: orderId }, back);
    if (!isGiven || back.leftFen > 0) return;
    const first = await growthByKey(tx, 'first-order', shopperId);
    if (first?.orderId !== orderId) return;
    const reference = `${orderId}:${back.refundId}`;
    await this.growth.takeBack(
      tx,
      { shopperId, source: 'first-order', key: shopperId },
      { reference },
    );
  }

  /** False where it has not been given yet. */
  private async back(tx: Tx, given: Given, { refundId, leftFen }: Back): Promise<boolean> {
    const { shopperId, source, key } = given;
    await this.growth.lock(tx, shopperId);
    if (!(await growthByKey(tx, source, key))) {
      await noteLeft(tx, key, leftFen);
      return false;
    }
    await this.growth.takeBack(tx, given, { reference: `${key}:${refundId}`, leftFen });
    return true;
  }
}

function ofRecharge({ shopperId, rechargeId }: Pick<Recharged, 'shopperId' | 'rechargeId'>) {
  return { shopperId, source: 'recharge', key: rechargeId } as const;
}

/** Those whose plan promised any. */
function promising<T extends Pick<Recharged, 'growth'>>(recharges: readonly T[]): T[] {
  return recharges.filter(({ growth }) => growth > 0);
}

async function each<T>(all: readonly T[], handle: (one: T) => Promise<unknown>) {
  for (const one of all) await handle(one);
}

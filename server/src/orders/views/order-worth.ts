import { Injectable } from '@nestjs/common';
import type { Fen } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { moneyKept } from '../kept-facts.js';
import { findOrder } from '../order.store.js';

/** A paid order, as what is given for it depends on it. */
export interface Worth {
  shopperId: string;
  paidAt: Date;
  /** What was paid for it in money and is not given back. */
  leftFen: Fen;
  /** Until when it can be asked back; null while it has not been received. */
  afterSaleUntil: Date | null;
}

/** What an order is worth to the shop by now. */
@Injectable()
export class OrderWorth {
  /** Null for an order that is unknown, or was never paid. */
  async of(db: Pick<EntityManager, 'query'>, orderId: string): Promise<Worth | null> {
    const order = await findOrder(db, orderId);
    if (!order?.paidAt) return null;
    const { shopperId, paidAt, afterSaleUntil } = order;
    return { shopperId, paidAt, afterSaleUntil, leftFen: moneyKept(order) };
  }
}

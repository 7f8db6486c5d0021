import { fen, refundByTender, sumFen, tendersOf, type Fen } from '@siyu/shared';
import type { KeptFacts } from './order.events.js';
import type { OrderRow } from './order.store.js';

/**
 * The money paid for an order that stays with the shop once `returningFen` more of its total goes
 * back. Points are no money: what they paid counts nowhere.
 */
export function moneyKept(order: OrderRow, returningFen: Fen = fen(0)): Fen {
  const paid = tendersOf(order);
  const back = refundByTender(paid, fen(0), sumFen([order.refundedFen, returningFen]));
  return fen(paid.balanceFen - back.balanceFen + paid.wechatFen - back.wechatFen);
}

/** What is left of a locked order once `returningFen` more of it is back with the shopper. */
export function keptFacts(order: OrderRow, returningFen: Fen = fen(0)): KeptFacts {
  return {
    leftFen: moneyKept(order, returningFen),
    paidAt: order.paidAt?.toISOString() ?? null,
  };
}

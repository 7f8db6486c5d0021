import { fen, type Fen } from '@siyu/shared';
import type { KeptFacts } from './order.events.js';
import type { OrderRow } from './order.store.js';

/** What is left of a locked order once `returningFen` more of it is back with the shopper. */
export function keptFacts(
  { totalFen, refundedFen, paidAt }: OrderRow,
  returningFen: Fen = fen(0),
): KeptFacts {
  return {
    leftFen: fen(totalFen - refundedFen - returningFen),
    paidAt: paidAt?.toISOString() ?? null,
  };
}

import type { Recharge } from '@siyu/shared';
import type { RechargeRow } from './recharge.store.js';

/** A recharge but for what was given back of it. */
export function rechargeView(
  row: Omit<RechargeRow, 'idempotencyKey' | 'inputHash'>,
): Omit<Recharge, 'refunds'> {
  const { id, state, principalFen, bonusFen, payBy, createdAt, paidAt } = row;
  return {
    ...{ id, state, principalFen, bonusFen, payBy: payBy.toISOString() },
    ...{ createdAt: createdAt.toISOString(), paidAt: paidAt?.toISOString() ?? null },
  };
}

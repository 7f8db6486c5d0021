import type { FapiaoState } from '../api/ops/fapiao.js';
import type { Fen } from '../money.js';
import type { RefusalCode } from '../refusal.js';
import type { OrderState } from './order-state.js';

/**
 * Why a fapiao may not be asked for, or changed, or null: there must be money that was paid and
 * kept, and it must not have been issued (`asked` is the state of an earlier request).
 */
export function refusalToAskFapiao(
  order: { state: OrderState; totalFen: Fen; refundedFen: Fen },
  asked: FapiaoState | null,
): RefusalCode | null {
  const isPaid = order.state !== 'awaiting-payment' && order.state !== 'closed';
  const isKept = order.totalFen > order.refundedFen;
  return isPaid && isKept && asked !== 'issued' ? null : 'FAPIAO_STATE';
}

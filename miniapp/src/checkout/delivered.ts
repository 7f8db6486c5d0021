import type { QuoteAnswer } from '@siyu/shared';

/** Whether the shop delivers to the address that was asked for; no freight is known otherwise. */
export function isDelivered({ freight }: Pick<QuoteAnswer, 'freight'>): boolean {
  return freight.reason !== 'not-delivered';
}

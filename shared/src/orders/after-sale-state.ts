import type { Moves } from '../moves.js';

/** Money back alone, or goods back and then money. */
export const AFTER_SALE_KINDS = ['refund-only', 'return-and-refund'] as const;
export type AfterSaleKind = (typeof AFTER_SALE_KINDS)[number];

/**
 * The life of an after-sale. An operator answers `requested`; goods are sent back in `to-return`
 * and inspected in `returning`; `refunding` ends only when WeChat says the money is back.
 */
export const AFTER_SALE_STATES = [
  'requested',
  'to-return',
  'returning',
  'refunding',
  'refunded',
  'rejected',
  'cancelled',
] as const;
export type AfterSaleState = (typeof AFTER_SALE_STATES)[number];

/** Every legal move; whatever is not listed is refused. */
export const AFTER_SALE_MOVES: Moves<AfterSaleState> = {
  requested: ['to-return', 'refunding', 'rejected', 'cancelled'],
  'to-return': ['returning', 'cancelled'],
  returning: ['refunding', 'rejected'],
  refunding: ['refunded'],
  refunded: [],
  rejected: [],
  cancelled: [],
};

/** Whether an after-sale may go from one state to another. */
export function mayMoveAfterSale(from: AfterSaleState, to: AfterSaleState): boolean {
  return AFTER_SALE_MOVES[from].includes(to);
}

/** States in which the quantity asked for is still spoken for. */
export const AFTER_SALE_OPEN: readonly AfterSaleState[] = [
  'requested',
  'to-return',
  'returning',
  'refunding',
];

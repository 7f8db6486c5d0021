import { describe, expect, it } from '@jest/globals';
import { AFTER_SALE_STATES, mayMoveAfterSale } from './after-sale-state.js';
import { mayMoveOrder, ORDER_STATES } from './order-state.js';
import { mayMovePayment, PAYMENT_STATES } from '../payments/payment-state.js';
import { mayMoveRefund, REFUND_STATES } from '../payments/refund-state.js';

/** Written apart from the tables, so that a change of them is a decision made twice. */
const ORDER_LEGAL = [
  'awaiting-payment → gathering',
  'awaiting-payment → to-ship',
  'awaiting-payment → closed',
  'gathering → to-ship',
  'gathering → closed',
  'to-ship → shipped',
  'to-ship → closed',
  'shipped → completed',
  'closed → gathering',
  'closed → to-ship',
];
const AFTER_SALE_LEGAL = [
  'requested → to-return',
  'requested → refunding',
  'requested → rejected',
  'requested → cancelled',
  'to-return → returning',
  'to-return → cancelled',
  'returning → refunding',
  'returning → rejected',
  'refunding → refunded',
];
const PAYMENT_LEGAL = [
  'pending → closing',
  'pending → succeeded',
  'closing → closed',
  'closing → succeeded',
  'closed → succeeded',
];
const REFUND_LEGAL = [
  'requested → processing',
  'requested → succeeded',
  'requested → abnormal',
  'requested → closed',
  'processing → succeeded',
  'processing → abnormal',
  'processing → closed',
  'abnormal → requested',
  'abnormal → succeeded',
  'abnormal → closed',
  'closed → requested',
];

function legalMoves<S extends string>(
  states: readonly S[],
  mayMove: (from: S, to: S) => boolean,
): string[] {
  return states.flatMap((from) =>
    states.filter((to) => mayMove(from, to)).map((to) => `${from} → ${to}`),
  );
}

describe('of all moves of an order', () => {
  it('then exactly these are legal', () =>
    expect(legalMoves(ORDER_STATES, mayMoveOrder).sort()).toEqual([...ORDER_LEGAL].sort()));
});

describe('of all moves of an after-sale', () => {
  it('then exactly these are legal', () =>
    expect(legalMoves(AFTER_SALE_STATES, mayMoveAfterSale).sort()).toEqual(
      [...AFTER_SALE_LEGAL].sort(),
    ));
});

describe('of all moves of a payment', () => {
  it('then exactly these are legal', () =>
    expect(legalMoves(PAYMENT_STATES, mayMovePayment).sort()).toEqual([...PAYMENT_LEGAL].sort()));
});

describe('of all moves of a refund', () => {
  it('then exactly these are legal', () =>
    expect(legalMoves(REFUND_STATES, mayMoveRefund).sort()).toEqual([...REFUND_LEGAL].sort()));
});

import { describe, expect, it } from '@jest/globals';
import { AFTER_SALE_MOVES, AFTER_SALE_OPEN } from './after-sale-state.js';
import { mayMoveOrder, ORDER_MOVES } from './order-state.js';
import { mayMovePayment, PAYMENT_MOVES } from '../payments/payment-state.js';
import { REFUND_MOVES } from '../payments/refund-state.js';
import { TRANSFER_MOVES } from '../payments/transfer-state.js';
import { COMMISSION_MOVES } from '../promoters/commission-state.js';
import { PROMOTER_MOVES } from '../promoters/promoter-state.js';
import { WITHDRAWAL_MOVES } from '../promoters/withdrawal-state.js';

/** Every state that can be reached from `first` by legal moves. */
function reachable<S extends string>(moves: Readonly<Record<S, readonly S[]>>, first: S): Set<S> {
  const seen = new Set<S>([first]);
  for (const state of seen) for (const next of moves[state]) seen.add(next);
  return seen;
}

describe.each([
  ['order', ORDER_MOVES, 'awaiting-payment'],
  ['payment', PAYMENT_MOVES, 'pending'],
  ['refund', REFUND_MOVES, 'requested'],
  ['merchant transfer', TRANSFER_MOVES, 'requested'],
  ['after-sale', AFTER_SALE_MOVES, 'requested'],
  ['promoter', PROMOTER_MOVES, 'applied'],
  ['commission', COMMISSION_MOVES, 'estimated'],
  ['withdrawal', WITHDRAWAL_MOVES, 'asked'],
])('the states of an %s', (_name, moves, first) => {
  const table = moves as Readonly<Record<string, readonly string[]>>;

  it('given the first, then every other can be reached', () => {
    expect(reachable(table, first)).toEqual(new Set(Object.keys(table)));
  });

  it('given any, then no move leads to itself', () => {
    for (const [from, to] of Object.entries(table)) expect(to).not.toContain(from);
  });
});

describe('an order', () => {
  it('given it is unpaid, then it can only be paid or closed', () => {
    expect(ORDER_MOVES['awaiting-payment']).toEqual(['gathering', 'to-ship', 'closed']);
  });

  it('given it has completed, then nothing moves it', () => {
    expect(ORDER_MOVES.completed).toEqual([]);
  });

  it('given it was closed unpaid, then a late payment can bring it back, and nothing else', () => {
    expect(ORDER_MOVES.closed).toEqual(['gathering', 'to-ship']);
    expect(mayMoveOrder('closed', 'shipped')).toBe(false);
  });
});

describe('an order that gathers', () => {
  it('given it is paid, then it is sent only once those it waits for are there', () => {
    expect(ORDER_MOVES.gathering).toEqual(['to-ship', 'closed']);
    expect(mayMoveOrder('gathering', 'shipped')).toBe(false);
  });
});

describe('a payment', () => {
  it('given it was closed, then money that arrives late is still received', () => {
    expect(mayMovePayment('closed', 'succeeded')).toBe(true);
  });

  it('given it is open, then it is never closed without asking WeChat first', () => {
    expect(mayMovePayment('pending', 'closed')).toBe(false);
  });

  it('given it succeeded, then nothing moves it', () => {
    expect(PAYMENT_MOVES.succeeded).toEqual([]);
  });
});

describe('an after-sale', () => {
  it('given it is open, then it leads somewhere; given it has ended, then nowhere', () => {
    for (const [state, moves] of Object.entries(AFTER_SALE_MOVES)) {
      expect(moves.length > 0).toBe(AFTER_SALE_OPEN.includes(state as never));
    }
  });

  it('given money is on its way back, then it can only arrive', () => {
    expect(AFTER_SALE_MOVES.refunding).toEqual(['refunded']);
  });
});

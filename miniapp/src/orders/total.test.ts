import { describe, expect, it } from '@jest/globals';
import { totalOf } from './total';

describe('given the total of an order', () => {
  it('when the order waits for its payment, then it is due', () =>
    expect(totalOf({ state: 'awaiting-payment' })).toBe('due'));

  it.each(['to-ship', 'shipped', 'completed'] as const)(
    'when the order is %s, then it was paid',
    (state) => expect(totalOf({ state, closeReason: null })).toBe('paid'),
  );

  it('when the order was refunded, then it had been paid', () =>
    expect(totalOf({ state: 'closed', closeReason: 'refunded' })).toBe('paid'));

  it.each(['cancelled', 'expired'] as const)(
    'when the order was %s, then nobody is told that they paid it',
    (closeReason) => expect(totalOf({ state: 'closed', closeReason })).toBe('unknown'),
  );
});

import { describe, expect, it } from '@jest/globals';
import { stateBySending, unitsToSend, type SentLine } from './sending.js';

const aLine = (given: Partial<SentLine> = {}): SentLine => ({
  quantity: 2,
  shippedQuantity: 0,
  withheldQuantity: 0,
  cancelledQuantity: 0,
  ...given,
});
const sent = aLine({ shippedQuantity: 2 });
const refunded = aLine({ cancelledQuantity: 2 });

describe('the state of a paid order', () => {
  it('given a unit left to send, then it is to be shipped', () =>
    expect(stateBySending([sent, aLine({ shippedQuantity: 1 })])).toBe('to-ship'));
  it('given a unit kept back by an open after-sale, then it waits for the answer', () =>
    expect(stateBySending([aLine({ shippedQuantity: 1, withheldQuantity: 1 })])).toBe('to-ship'));
  it('given all sent, or the rest refunded, then it is shipped', () => {
    expect(stateBySending([sent, sent])).toBe('shipped');
    expect(stateBySending([sent, refunded])).toBe('shipped');
  });
  it('given all refunded and nothing sent, then it is closed', () =>
    expect(stateBySending([refunded, refunded])).toBe('closed'));
});

it('given units sent, kept back and refunded, then the rest can be sent', () =>
  expect(
    unitsToSend({ quantity: 9, shippedQuantity: 4, withheldQuantity: 2, cancelledQuantity: 1 }),
  ).toBe(2));

import { describe, expect, it } from '@jest/globals';
import { wantedAtOnce, withQuantity } from './wanted';

describe('given the query of the checkout page', () => {
  it('when it names lines, then those alone are bought', () =>
    expect(wantedAtOnce({ lines: 'A1x2,B2x99' })).toEqual([
      { skuId: 'A1', quantity: 2 },
      { skuId: 'B2', quantity: 99 },
    ]));
  it.each([undefined, '', 'A1', 'A1x0', 'A1x-1', 'A1x1.5', 'A1x100', 'x2'])(
    'when it says %p, then the cart is meant',
    (lines) => expect(wantedAtOnce({ lines })).toBeNull(),
  );
});

describe('given lines to buy', () => {
  const lines = [
    { skuId: 'a', quantity: 3 },
    { skuId: 'b', quantity: 1 },
  ];
  it('when one is lowered, then only that changes', () =>
    expect(withQuantity(lines, 'a', 2)).toEqual([{ skuId: 'a', quantity: 2 }, lines[1]]));
  it('when one is left out, then it is gone', () =>
    expect(withQuantity(lines, 'b', 0)).toEqual([lines[0]]));
});

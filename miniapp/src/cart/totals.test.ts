import { describe, expect, it } from '@jest/globals';
import { fen, type CartLine } from '@siyu/shared';
import { cartQuote, linesToBuy, mostOf, overLimit, priceMove } from './totals';

const freight = { flatFen: fen(1000), freeAboveFen: fen(9900), notDelivered: [] };

function aLine(change: Partial<CartLine> = {}): CartLine {
  return {
    skuId: '01JCZ0000000000000000000A1',
    productId: '01JCZ0000000000000000000B1',
    title: '云雾毛尖',
    optionText: '100 克',
    pictureUrl: null,
    unitPriceFen: fen(4900),
    addedPriceFen: fen(4900),
    quantity: 1,
    selected: true,
    stock: 10,
    returnable: true,
    perOrderMax: null,
    state: 'ok',
    ...change,
  };
}

describe('given a cart', () => {
  it('when lines are not chosen, gone or short of stock, then they cost nothing', () => {
    const lines = [
      aLine(),
      aLine({ skuId: 'b', selected: false }),
      aLine({ skuId: 'c', state: 'gone' }),
      aLine({ skuId: 'd', state: 'insufficient', quantity: 99 }),
    ];
    expect(linesToBuy(lines).map((line) => line.skuId)).toEqual([lines[0]?.skuId]);
    expect(cartQuote(lines, freight).goodsFen).toBe(4900);
  });

  it('when the goods fall short of free freight, then it says by how much', () => {
    const { freight: fee, totalFen } = cartQuote([aLine()], freight);
    expect(fee).toEqual({ feeFen: 1000, reason: 'no-address', missingFen: 5000 });
    expect(totalFen).toBe(5900);
  });

  it('when the goods reach free freight, then freight is free', () => {
    const { freight: fee, totalFen } = cartQuote([aLine({ unitPriceFen: fen(9900) })], freight);
    expect(fee).toMatchObject({ feeFen: 0, reason: 'free-above' });
    expect(totalFen).toBe(9900);
  });
});

describe('given a product of which one order may hold three, in two sizes', () => {
  const small = aLine({ skuId: 's', perOrderMax: 3, quantity: 2 });
  const large = aLine({ skuId: 'l', perOrderMax: 3, quantity: 1 });

  it('when both are chosen, then each may grow to what the other leaves', () => {
    expect(mostOf(small, [small, large])).toEqual({ units: 2, because: 'limit' });
    expect(mostOf(large, [small, large])).toEqual({ units: 1, because: 'limit' });
  });

  it('when the other is not chosen, or of another product, then the whole limit is left', () => {
    const away = { ...large, selected: false };
    expect(mostOf(small, [small, away])).toEqual({ units: 3, because: 'limit' });
    const other = aLine({ skuId: 'o', productId: 'another', quantity: 9 });
    expect(mostOf(small, [small, other])).toEqual({ units: 3, because: 'limit' });
  });

  it('when there are fewer, then stock bounds it; without either, what one purchase takes', () => {
    expect(mostOf({ ...small, stock: 2 }, [])).toEqual({ units: 2, because: 'stock' });
    expect(mostOf(aLine({ stock: 500 }), [])).toEqual({ units: 99, because: 'purchase' });
  });

  it('when the chosen ones are four, then the cart names the product, and not when three', () => {
    const more = { ...large, quantity: 2 };
    expect(overLimit(cartQuote([small, more], freight))).toMatchObject({ perOrderMax: 3 });
    expect(overLimit(cartQuote([small, large], freight))).toBeNull();
    expect(overLimit(cartQuote([small, { ...more, selected: false }], freight))).toBeNull();
  });
});

describe('given a price at which a line was put in', () => {
  it('when it stays, then nothing is said', () => expect(priceMove(aLine())).toBeNull());
  it('when it fell, then it says by how much', () => {
    expect(priceMove(aLine({ addedPriceFen: fen(5900) }))).toEqual({
      direction: 'down',
      byFen: 1000,
    });
  });
  it('when it rose, then it says so too', () => {
    expect(priceMove(aLine({ addedPriceFen: fen(4899) }))).toEqual({ direction: 'up', byFen: 1 });
  });
});

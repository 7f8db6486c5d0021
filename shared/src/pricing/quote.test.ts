import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fen, sumFen } from '../money.js';
import { quote } from './quote.js';
import { refusalToSell, type QuotedSku } from './quoted-sku.js';
import type { FreightRule } from './freight.js';

const FREIGHT: FreightRule = {
  flatFen: fen(1_000),
  freeAboveFen: fen(9_900),
  notDelivered: ['新疆', '西藏'],
};

function aSku(facts: Partial<QuotedSku> = {}): QuotedSku {
  return {
    skuId: '01J00000000000000000000001',
    productId: '01J00000000000000000000002',
    title: '桑蚕丝枕套',
    optionText: '米白',
    pictureUrl: null,
    unitPriceFen: fen(5_000),
    stock: 10,
    onSale: true,
    returnable: true,
    perOrderMax: null,
    ...facts,
  };
}

function quoteOf(quantity: number, province: string | null = '浙江省', facts = {}) {
  return quote({ lines: [{ sku: aSku(facts), quantity }], freightRule: FREIGHT, province });
}

describe('freight', () => {
  it('given goods one fen below the limit, then the flat fee is due and the gap is said', () => {
    const { freight, totalFen } = quoteOf(1, '浙江省', { unitPriceFen: fen(9_899) });
    expect(freight).toEqual({ feeFen: 1_000, reason: 'flat', missingFen: 1 });
    expect(totalFen).toBe(10_899);
  });

  it('given goods exactly at the limit, then freight is free', () => {
    const { freight, totalFen } = quoteOf(1, '浙江省', { unitPriceFen: fen(9_900) });
    expect(freight).toEqual({ feeFen: 0, reason: 'free-above', missingFen: null });
    expect(totalFen).toBe(9_900);
  });

  it('given no address yet, then the flat fee is shown as an estimate', () => {
    expect(quoteOf(1, null).freight.reason).toBe('no-address');
  });

  it.each(['新疆维吾尔自治区', '新疆', '西藏自治区'])(
    'given %s, then it is not delivered to, at no price',
    (province) => {
      const { freight, totalFen, goodsFen, refusal } = quoteOf(1, province);
      expect(refusal).toBe('REGION_NOT_DELIVERED');
      expect(freight).toEqual({ feeFen: null, reason: 'not-delivered', missingFen: null });
      expect(totalFen).toBe(goodsFen);
    },
  );
});

describe('what can be sold', () => {
  it('given exactly as many as there are, then they can be bought', () => {
    expect(quoteOf(10).refusal).toBeNull();
  });

  it('given one more than there are, then the line and the whole say so', () => {
    const { lines, refusal } = quoteOf(11);
    expect(lines[0]?.refusal).toBe('STOCK_INSUFFICIENT');
    expect(refusal).toBe('STOCK_INSUFFICIENT');
  });

  it('given a SKU taken off sale with stock left, then it is gone', () => {
    expect(refusalToSell(aSku({ onSale: false }), 1, 1)).toBe('SKU_GONE');
  });

  it('given nothing, then there is nothing to buy', () => {
    expect(quote({ lines: [], freightRule: FREIGHT, province: null }).refusal).toBe(
      'NOTHING_TO_BUY',
    );
  });
});

describe('given a product of which one order may hold three', () => {
  const limited = (skuId: string, quantity: number, facts: Partial<QuotedSku> = {}) => ({
    sku: aSku({ skuId, perOrderMax: 3, ...facts }),
    quantity,
  });
  const refusals = (...lines: ReturnType<typeof limited>[]) => {
    const { lines: quoted, refusal } = quote({ lines, freightRule: FREIGHT, province: null });
    return { lines: quoted.map((line) => line.refusal), refusal };
  };

  it('when three are wanted, then they can be bought; when four, then not', () => {
    expect(refusals(limited('a', 3)).refusal).toBeNull();
    expect(refusals(limited('a', 4)).refusal).toBe('QUANTITY_LIMIT');
  });

  it('when its SKUs together are four, then each of them says so, and no other product does', () => {
    const other = limited('c', 9, { productId: 'another', perOrderMax: null });
    expect(refusals(limited('a', 2), other, limited('b', 2))).toEqual({
      lines: ['QUANTITY_LIMIT', null, 'QUANTITY_LIMIT'],
      refusal: 'QUANTITY_LIMIT',
    });
    expect(refusals(limited('a', 2), limited('b', 1)).refusal).toBeNull();
  });

  it('when there is less than is wanted, then that is said first', () => {
    expect(refusals(limited('a', 4, { stock: 2 })).refusal).toBe('STOCK_INSUFFICIENT');
  });
});

describe('given any cart', () => {
  const carts = fc.array(
    fc.record({
      unitPriceFen: fc.integer({ min: 0, max: 10_000_000 }).map(fen),
      quantity: fc.integer({ min: 1, max: 99 }),
    }),
    { minLength: 1, maxLength: 50 },
  );

  it('then the lines sum to the goods and the goods, discount and freight to the total', () =>
    fc.assert(
      fc.property(carts, (cart) => {
        const lines = cart.map(({ unitPriceFen, quantity }) => ({
          sku: aSku({ unitPriceFen, stock: 99 }),
          quantity,
        }));
        const result = quote({ lines, freightRule: FREIGHT, province: '浙江省' });
        expect(result.goodsFen).toBe(sumFen(result.lines.map((line) => line.amountFen)));
        expect(sumFen(result.lines.map((line) => line.payableFen))).toBe(
          result.goodsFen - result.discountFen,
        );
        expect(result.totalFen).toBe(
          result.goodsFen - result.discountFen + (result.freight.feeFen ?? 0),
        );
      }),
    ));
});

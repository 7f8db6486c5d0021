import { describe, expect, it } from '@jest/globals';
import { fen, ORDER_STATES, type Order } from '@siyu/shared';
import { actionsOf, openQuantity } from './order-actions';

const now = new Date('2026-11-21T04:00:00.000Z');
const soon = '2026-11-21T04:15:00.000Z';
const line: Order['lines'][number] = {
  id: 'line',
  skuId: 'sku',
  productId: 'product',
  title: '云雾毛尖',
  optionText: '',
  pictureUrl: null,
  unitPriceFen: fen(4900),
  quantity: 2,
  payableFen: fen(9800),
  returnable: true,
  giftOf: null,
  giftTerms: null,
  shippedQuantity: 0,
  withheldQuantity: 0,
  cancelledQuantity: 0,
  afterSaleQuantity: 0,
  refundedFen: fen(0),
};

function anOrder(change: Partial<Parameters<typeof actionsOf>[0]> = {}) {
  return {
    state: 'awaiting-payment' as const,
    payBy: soon,
    lines: [line],
    afterSaleUntil: null,
    ...change,
  };
}

describe('given an order awaiting payment', () => {
  it('when there is time left, then it can be paid or cancelled', () =>
    expect(actionsOf(anOrder(), now)).toEqual(['pay', 'cancel']));

  it('when its last instant has come, then it can no longer be paid', () =>
    expect(actionsOf(anOrder(), new Date(soon))).toEqual(['cancel']));
});

describe('given an unpaid order that is being closed', () => {
  it('when it is looked at, then nothing can be done with it', () =>
    expect(actionsOf(anOrder({ payBy: null }), now)).toEqual([]));
});

describe('given a paid order', () => {
  it('when it is on its way, then receipt is confirmed first of all', () => {
    const order = anOrder({ state: 'shipped', payBy: null });
    expect(actionsOf(order, now)).toEqual(['confirm-receipt', 'after-sale']);
  });

  it('when every piece is under an after-sale, then none can be asked for', () => {
    const spokenFor = { ...line, afterSaleQuantity: 2 };
    expect(openQuantity(spokenFor)).toBe(0);
    const order = anOrder({ state: 'completed', afterSaleUntil: soon, lines: [spokenFor] });
    expect(actionsOf(order, now)).toEqual([]);
  });

  it('when the time for after-sales is over, then none can be asked for', () => {
    const order = anOrder({ state: 'completed', afterSaleUntil: now.toISOString() });
    expect(actionsOf(order, now)).toEqual([]);
  });
});

describe('given a summary of an order, which does not know until when after-sales may be asked', () => {
  it.each(ORDER_STATES)('when it is %s, then none is offered', (state) => {
    const { afterSaleUntil: _, ...summary } = anOrder({ state });
    expect(actionsOf(summary, now)).not.toContain('after-sale');
  });
});

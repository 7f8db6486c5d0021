import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AFTER_SALE_KINDS } from './after-sale-state.js';
import {
  noReasonUntil,
  refusalToAskAfterSale,
  refusalToClaim,
  refusalToGiveUp,
  unitsClaimable,
  unitsWithheld,
  type SoldLine,
} from './after-sale-request.js';
import { unitsToSend } from './sending.js';

const noon = new Date('2026-11-18T04:00:00.000Z');
const aLine = (given: Partial<SoldLine> = {}): SoldLine => ({
  quantity: 3,
  shippedQuantity: 3,
  withheldQuantity: 0,
  cancelledQuantity: 0,
  afterSaleQuantity: 0,
  returnable: true,
  ...given,
});
const back = { kind: 'return-and-refund', reason: 'changed-mind', quantity: 1 } as const;
const money = { kind: 'refund-only', reason: 'not-received', quantity: 1 } as const;

describe('given an order', () => {
  const received = { state: 'completed', completedAt: noon } as const;

  it.each(['awaiting-payment', 'closed'] as const)('when it is %s, then ORDER_STATE', (state) =>
    expect(refusalToAskAfterSale({ state, completedAt: null, afterSaleUntil: null }, noon)).toBe(
      'ORDER_STATE',
    ),
  );

  it('when its time for after-sales ends this very millisecond, then it is over', () => {
    const order = { ...received, afterSaleUntil: noon };
    expect(refusalToAskAfterSale(order, noon)).toBe('AFTER_SALE_WINDOW_OVER');
    expect(refusalToAskAfterSale(order, new Date(noon.getTime() - 1))).toBeNull();
  });
});

describe('the seven-day right', () => {
  it('given a line without it, then a change of mind is refused, a fault is not', () => {
    const line = aLine({ returnable: false });
    expect(refusalToClaim(line, back, null, noon)).toBe('RETURN_NOT_OFFERED');
    expect(refusalToClaim(line, { ...back, reason: 'defective' }, null, noon)).toBeNull();
  });

  it('given goods received at noon, then it ends with the seventh Beijing day after that day', () => {
    expect(noReasonUntil(noon).toISOString()).toBe('2026-11-25T16:00:00.000Z');
    const last = new Date('2026-11-25T15:59:59.999Z');
    expect(refusalToClaim(aLine(), back, noon, last)).toBeNull();
    expect(refusalToClaim(aLine(), back, noon, new Date(last.getTime() + 1))).toBe(
      'AFTER_SALE_WINDOW_OVER',
    );
  });

  it('given goods received at a minute to midnight in Beijing, then the days count from then', () =>
    expect(noReasonUntil(new Date('2026-11-18T15:59:00.000Z'))).toEqual(noReasonUntil(noon)));

  it('given goods not sent yet, then nobody needs it to change their mind', () => {
    const line = aLine({ returnable: false, shippedQuantity: 0 });
    const claim = { ...money, reason: 'changed-mind' } as const;
    expect(refusalToClaim(line, claim, null, noon)).toBeNull();
  });
});

describe('how much can be asked for', () => {
  const half = aLine({ quantity: 4, shippedQuantity: 2 });

  it('given goods to send back, then only what was sent', () =>
    expect(unitsClaimable(half, back)).toBe(2));
  it('given money alone for a change of mind, then only what was not sent', () =>
    expect(unitsClaimable(half, { ...money, reason: 'changed-mind' })).toBe(2));
  it('given money alone for a fault, then either', () =>
    expect(unitsClaimable(half, money)).toBe(4));
  it('given a unit more than that, then AFTER_SALE_QUANTITY', () => {
    expect(refusalToClaim(half, { ...back, quantity: 2 }, null, noon)).toBeNull();
    expect(refusalToClaim(half, { ...back, quantity: 3 }, null, noon)).toBe('AFTER_SALE_QUANTITY');
  });

  it('given any line, then what may be asked for is never spoken for twice', () => {
    const counts = fc.tuple(...Array.from({ length: 5 }, () => fc.integer({ min: 0, max: 20 })));
    fc.assert(
      fc.property(counts, fc.constantFrom(...AFTER_SALE_KINDS), (parts, kind) => {
        const [unsent = 0, sent = 0, withheld = 0, cancelled = 0, sentClaimed = 0] = parts;
        const line = aLine({
          quantity: unsent + sent + sentClaimed + withheld + cancelled,
          shippedQuantity: sent + sentClaimed,
          withheldQuantity: withheld,
          cancelledQuantity: cancelled,
          afterSaleQuantity: withheld + cancelled + sentClaimed,
        });
        const free = unitsClaimable(line, { kind, reason: 'other' });
        expect(free).toBeLessThanOrEqual(line.quantity - line.afterSaleQuantity);
        expect(unitsWithheld(line, kind, free)).toBeLessThanOrEqual(unitsToSend(line));
        expect(free - unitsWithheld(line, kind, free)).toBeLessThanOrEqual(sent);
      }),
    );
  });
});

describe('given an order that waits for others', () => {
  const gathering = { state: 'gathering' } as const;
  const unsent = aLine({ shippedQuantity: 0 });
  const asked = (askedQuantity: number) => [{ ...unsent, askedQuantity }];

  it('when it is given up whole, then it may be', () =>
    expect(refusalToGiveUp(gathering, 'refund-only', asked(3))).toBeNull());

  it('when a part of it is to go back, then not: its seat is one', () =>
    expect(refusalToGiveUp(gathering, 'refund-only', asked(2))).toBe('AFTER_SALE_QUANTITY'));

  it('when goods are to be sent back, then there are none', () =>
    expect(refusalToGiveUp(gathering, 'return-and-refund', asked(3))).toBe('AFTER_SALE_QUANTITY'));

  it('when it waits no longer, then a part may be asked for', () =>
    expect(refusalToGiveUp({ state: 'to-ship' }, 'refund-only', asked(1))).toBeNull());
});

import { describe, expect, it } from '@jest/globals';
import { AFTER_SALE_KINDS, AFTER_SALE_REASONS } from '@siyu/shared';
import {
  claimable,
  claimOf,
  kindsFor,
  missingAnswers,
  reasonsFor,
  withKind,
  withPieces,
  withReason,
  type RequestFields,
} from './request-form';

const aLine = (change = {}) => ({
  id: 'line',
  quantity: 3,
  afterSaleQuantity: 0,
  shippedQuantity: 2,
  withheldQuantity: 0,
  cancelledQuantity: 0,
  returnable: true,
  ...change,
});
const empty: RequestFields = { kind: null, quantities: {}, reason: null };

describe('given the after-sale form', () => {
  it('when answers are missing, then each is named and nothing is asked for yet', () => {
    expect(missingAnswers(empty)).toEqual(['kind', 'goods', 'reason']);
    const withAKind = withKind(empty, 'refund-only', [aLine()]);
    expect(missingAnswers(withAKind)).toEqual(['goods', 'reason']);
    const withGoods = withPieces(withAKind, 'line', 2);
    expect(missingAnswers(withGoods)).toEqual(['reason']);
    expect(claimOf('order', withGoods)).toBeNull();
  });

  it('when everything is answered, then that is asked for', () => {
    const fields = withPieces(withKind(empty, 'refund-only', [aLine()]), 'line', 2);
    expect(missingAnswers({ ...fields, reason: 'other' })).toEqual([]);
    expect(claimOf('order', { ...fields, reason: 'other' })).toEqual({
      orderId: 'order',
      kind: 'refund-only',
      reason: 'other',
      lines: [{ lineId: 'line', quantity: 2 }],
    });
  });

  it('when the last piece of a line is taken out, then the line is gone', () =>
    expect(withPieces(withPieces(empty, 'line', 1), 'line', 0).quantities).toEqual({}));

  it('when the kind changes, then only what can be asked for that way stays', () => {
    const fields: RequestFields = {
      kind: 'refund-only',
      quantities: { line: 3, unsent: 1 },
      reason: 'not-received',
    };
    const lines = [aLine(), aLine({ id: 'unsent', shippedQuantity: 0 })];
    expect(withKind(fields, 'return-and-refund', lines)).toEqual({
      kind: 'return-and-refund',
      quantities: { line: 2 },
      reason: null,
    });
  });

  it('when nothing was sent, then nothing can be sent back', () => {
    expect(kindsFor({ lines: [] })).toEqual(['refund-only']);
    expect(claimable(aLine({ shippedQuantity: 0 }), 'return-and-refund', null)).toBe(0);
  });

  it('when after-sales speak for some pieces, then only the others are left', () =>
    expect(claimable(aLine({ afterSaleQuantity: 2 }), 'refund-only', null)).toBe(1));

  it('when an after-sale speaks for the unsent piece, then those sent can still be sent back', () => {
    const withheld = aLine({ afterSaleQuantity: 1, withheldQuantity: 1 });
    expect(claimable(withheld, 'return-and-refund', null)).toBe(2);
    expect(reasonsFor('refund-only', [withheld])).not.toContain('changed-mind');
  });

  it('when after-sales speak for all that was sent, then nothing can be sent back', () => {
    const claimed = aLine({ afterSaleQuantity: 2 });
    expect(claimable(claimed, 'return-and-refund', null)).toBe(0);
    expect(kindsFor({ lines: [claimed] })).toEqual(['refund-only']);
  });

  it('when it is a change of mind about money alone, then only what was not sent stays', () => {
    const fields: RequestFields = { kind: 'refund-only', quantities: { line: 3 }, reason: null };
    expect(withReason(fields, 'changed-mind', [aLine()]).quantities).toEqual({ line: 1 });
    expect(withReason(fields, 'other', [aLine()]).quantities).toEqual({ line: 3 });
  });

  it('when nothing was sent, then nothing can be wrong with it yet', () =>
    expect(reasonsFor('refund-only', [aLine({ shippedQuantity: 0 })])).toEqual([
      'changed-mind',
      'other',
    ]));

  it('when everything was sent, then a change of mind means sending it back', () => {
    const sent = [aLine({ shippedQuantity: 3 })];
    expect(reasonsFor('refund-only', sent)).not.toContain('changed-mind');
    expect(reasonsFor('return-and-refund', sent)).toContain('changed-mind');
  });

  it('when the contract is compared, then its reasons are the same', () => {
    const offered = new Set(AFTER_SALE_KINDS.flatMap((kind) => reasonsFor(kind, [aLine()])));
    expect([...offered].sort()).toEqual([...AFTER_SALE_REASONS].sort());
  });
});

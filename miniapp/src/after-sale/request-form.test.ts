import { describe, expect, it } from '@jest/globals';
import { AFTER_SALE_KINDS, AFTER_SALE_PICTURES_MAX, AFTER_SALE_REASONS } from '@siyu/shared';
import {
  claimable,
  claimOf,
  kindsFor,
  PICTURES_MAX,
  reasonsFor,
  withKind,
  withPieces,
  type RequestFields,
} from './request-form';

const aLine = (change = {}) => ({
  id: 'line',
  quantity: 3,
  afterSaleQuantity: 0,
  shippedQuantity: 2,
  ...change,
});
const empty: RequestFields = { kind: null, quantities: {}, reason: null };

describe('given the after-sale form', () => {
  it('when nothing is answered, then it asks for one thing after the other', () => {
    expect(claimOf('order', empty)).toBe('kind');
    const withAKind = withKind(empty, 'refund-only', [aLine()]);
    expect(claimOf('order', withAKind)).toBe('goods');
    const withGoods = withPieces(withAKind, 'line', 2);
    expect(claimOf('order', withGoods)).toBe('reason');
    expect(claimOf('order', { ...withGoods, reason: 'other' })).toEqual({
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
    expect(claimable(aLine({ shippedQuantity: 0 }), 'return-and-refund')).toBe(0);
  });

  it('when after-sales speak for some pieces, then only the others are left', () =>
    expect(claimable(aLine({ afterSaleQuantity: 2 }), 'refund-only')).toBe(1));

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

  it('when the contract is compared, then its limits and reasons are the same', () => {
    expect(PICTURES_MAX).toBe(AFTER_SALE_PICTURES_MAX);
    const offered = new Set(AFTER_SALE_KINDS.flatMap((kind) => reasonsFor(kind, [aLine()])));
    expect([...offered].sort()).toEqual([...AFTER_SALE_REASONS].sort());
  });
});

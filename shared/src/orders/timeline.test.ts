import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newestFirst, TIMELINE_KINDS, type TimelineKind } from './timeline.js';

const SECOND_MS = Date.parse('2026-11-18T04:00:00.000Z');
const entry = (kind: TimelineKind, ms = 0) => ({
  kind,
  at: new Date(SECOND_MS + ms).toISOString(),
});
const kindsOf = (entries: readonly { kind: TimelineKind }[]) => entries.map((one) => one.kind);

describe('the timeline of an order', () => {
  it('given things seconds apart, then the newest is first, whatever they are', () => {
    const entries = [entry('placed', 2_000), entry('refunded', 1_000), entry('paid', 3_000)];
    expect(kindsOf(newestFirst(entries))).toEqual(['paid', 'placed', 'refunded']);
  });

  it('given a refund of WeChat’s whole second, then it stands above what caused it within the second', () => {
    const entries = [
      entry('refunded', 0),
      entry('after-sale-answered', 700),
      entry('closed', 700),
      entry('after-sale-requested', 400),
    ];
    expect(kindsOf(newestFirst(entries))).toEqual([
      'refunded',
      'closed',
      'after-sale-answered',
      'after-sale-requested',
    ]);
  });

  it('given two parcels in one second, then the later is first', () => {
    const entries = [entry('parcel-shipped', 1), entry('parcel-shipped', 2)];
    expect(newestFirst(entries)).toEqual([...entries].reverse());
  });

  it('given all kinds at one instant in any order, then always by cause', () => {
    const all = TIMELINE_KINDS.map((kind) => entry(kind));
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) =>
        expect(kindsOf(newestFirst(shuffled))).toEqual([...TIMELINE_KINDS].reverse()),
      ),
    );
  });
});

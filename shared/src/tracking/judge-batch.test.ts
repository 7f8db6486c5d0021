import { describe, expect, it } from '@jest/globals';
import { judgeBatch, TOLD_DAYS_MAX, type ToldEvent } from './judge-batch.js';

const RECEIVED = new Date('2026-11-30T12:00:00.000Z');
const DAY_MS = 86_400_000;

function told(given: Partial<ToldEvent> = {}): ToldEvent {
  return { id: 'a', name: 'page-viewed', at: 1_000, page: 'home/index', ...given };
}

const judged = (event: ToldEvent, sentAt = 1_000) =>
  judgeBatch({ sentAt, events: [event] }, RECEIVED);
const reasonFor = (event: ToldEvent, sentAt?: number) => judged(event, sentAt).refused[0]?.reason;

describe('a batch of events', () => {
  it('given a phone whose clock is off, then the shop’s own counts, and what lay between', () => {
    const { kept } = judged(told({ at: 1_000 }), 61_000);
    expect(kept[0]?.at).toEqual(new Date('2026-11-30T11:59:00.000Z'));
  });

  it('given an event that nobody knows, then the others are kept', () => {
    const events = [told({ id: 'new', name: 'danced' }), told({ id: 'old' })];
    const { kept, refused } = judgeBatch({ sentAt: 1_000, events }, RECEIVED);
    expect(kept.map(({ id }) => id)).toEqual(['old']);
    expect(refused).toEqual([{ id: 'new', reason: 'unknown-name' }]);
  });

  it.each(['constructor', '__proto__', 'toString'])('knows no event %s', (name) => {
    expect(reasonFor(told({ name }))).toBe('unknown-name');
  });

  it('given a fact that its name does not have, or has not the one it has, then it is refused', () => {
    expect(reasonFor(told({ value: 3 }))).toBe('facts');
    expect(reasonFor(told({ name: 'page-left' }))).toBe('facts');
    expect(reasonFor(told({ name: 'page-left', value: 3 }))).toBeUndefined();
  });

  it('given one that was to happen after it was sent, or too long before, then it is refused', () => {
    expect(reasonFor(told({ at: 1_001 }))).toBe('not-yet');
    const longAgo = 1_000 + TOLD_DAYS_MAX * DAY_MS;
    expect(reasonFor(told(), longAgo)).toBeUndefined();
    expect(reasonFor(told(), longAgo + 1)).toBe('too-old');
  });
});

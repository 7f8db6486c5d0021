import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FAILURES_FREE, lockedUntil } from './login-lockout.js';

const noon = new Date('2026-11-18T04:00:00.000Z');
const secondsLocked = (failures: number) => {
  const until = lockedUntil(failures, noon);
  return until === null ? null : (until.getTime() - noon.getTime()) / 1000;
};

describe('given wrong passwords in a row', () => {
  it('when there are fewer than five, then nobody waits', () =>
    expect([1, 2, 3, 4].map(secondsLocked)).toEqual([null, null, null, null]));

  it('when the fifth comes, then the wait begins and doubles', () =>
    expect([5, 6, 7].map(secondsLocked)).toEqual([30, 60, 120]));

  it('when they go on for ever, then the wait stays a quarter of an hour', () =>
    fc.assert(
      fc.property(fc.integer({ min: FAILURES_FREE, max: 100_000 }), (failures) => {
        const wait = secondsLocked(failures);
        expect(wait).toBeGreaterThanOrEqual(30);
        expect(wait).toBeLessThanOrEqual(900);
      }),
    ));
});

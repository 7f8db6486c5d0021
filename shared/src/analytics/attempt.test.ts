import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attemptOf, type Deeds, type FunnelRule } from './attempt.js';

const [VIEWED, ADDED, PAID] = [0, 1, 2];
const RULE: FunnelRule = { steps: [VIEWED, ADDED, PAID], windowMs: 10, fromMs: 0, untilMs: 100 };

type Deed = readonly [name: number, time: number];

function did(...deeds: Deed[]): Deeds {
  const inOrder = [...deeds].sort((one, other) => one[1] - other[1]);
  return { names: inOrder.map(([name]) => name), times: inOrder.map(([, time]) => time) };
}

const attempt = (deeds: Deed[], over: Partial<FunnelRule> = {}) =>
  attemptOf(did(...deeds), { ...RULE, ...over });

/** Every way through the steps, tried one after another. */
function everyAttempt({ names, times }: Deeds, rule: FunnelRule): number[][] {
  const goOn = (path: readonly number[]): number[][] => {
    const reached = path.map((place) => times[place]!);
    const further = [...Array(times.length).keys()].filter((place) => {
      const [time, step] = [times[place]!, path.length];
      if (names[place] !== rule.steps[step] || path.includes(place)) return false;
      if (step === 0) return time >= rule.fromMs && time < rule.untilMs;
      return time >= reached[step - 1]! && time <= reached[0]! + rule.windowMs;
    });
    return [reached, ...further.flatMap((place) => goOn([...path, place]))];
  };
  return goOn([]);
}

/** The furthest, and of those the one whose steps come first. */
function naive(deeds: Deeds, rule: FunnelRule): number[] {
  return everyAttempt(deeds, rule).reduce((best, one) => {
    if (one.length !== best.length) return one.length > best.length ? one : best;
    const differs = one.findIndex((time, step) => time !== best[step]);
    return differs >= 0 && one[differs]! < best[differs]! ? one : best;
  });
}

describe('the attempt of a person that counts', () => {
  it('takes each step as soon as it can be taken', () => {
    expect(
      attempt([
        [VIEWED, 1],
        [ADDED, 2],
        [ADDED, 3],
        [PAID, 4],
        [PAID, 5],
      ]),
    ).toEqual([1, 2, 4]);
  });

  it('given no first step, then there is none', () => {
    expect(
      attempt([
        [ADDED, 2],
        [PAID, 4],
      ]),
    ).toEqual([]);
  });

  it('given a step before the one it follows, then it does not count', () => {
    expect(
      attempt([
        [ADDED, 1],
        [VIEWED, 2],
        [PAID, 3],
      ]),
    ).toEqual([2]);
  });

  it('given steps at one instant, as an order that balance pays at once, then they follow', () => {
    expect(
      attempt([
        [PAID, 3],
        [ADDED, 3],
        [VIEWED, 3],
      ]),
    ).toEqual([3, 3, 3]);
  });

  it('given a step that is the first one again, then it takes another deed', () => {
    const twice = { steps: [PAID, PAID] };
    expect(attempt([[PAID, 3]], twice)).toEqual([3]);
    expect(
      attempt(
        [
          [PAID, 3],
          [PAID, 3],
        ],
        twice,
      ),
    ).toEqual([3, 3]);
  });

  it('given the window’s last instant, then it counts, and one later does not', () => {
    expect(
      attempt([
        [VIEWED, 1],
        [ADDED, 11],
      ]),
    ).toEqual([1, 11]);
    expect(
      attempt([
        [VIEWED, 1],
        [ADDED, 12],
      ]),
    ).toEqual([1]);
  });

  it('given a later attempt that goes further, then that one counts', () => {
    expect(
      attempt([
        [VIEWED, 1],
        [ADDED, 2],
        [VIEWED, 50],
        [ADDED, 51],
        [PAID, 52],
      ]),
    ).toEqual([50, 51, 52]);
  });

  it('given it begins outside of the period, then it does not count; it may end after it', () => {
    const period = { fromMs: 10, untilMs: 20 };
    expect(attempt([[VIEWED, 9]], period)).toEqual([]);
    expect(attempt([[VIEWED, 20]], period)).toEqual([]);
    expect(
      attempt(
        [
          [VIEWED, 19],
          [ADDED, 25],
        ],
        period,
      ),
    ).toEqual([19, 25]);
  });

  it('is what trying every way through finds', () => {
    const name = fc.integer({ min: 0, max: 3 });
    const deeds = fc.array(fc.tuple(name, fc.integer({ min: 0, max: 12 })), { maxLength: 9 });
    const rules = fc.record({
      steps: fc.array(name, { minLength: 1, maxLength: 4 }),
      windowMs: fc.integer({ min: 0, max: 8 }),
      fromMs: fc.integer({ min: 0, max: 4 }),
      untilMs: fc.integer({ min: 4, max: 13 }),
    });
    fc.assert(
      fc.property(deeds, rules, (some, rule) => {
        const deedsOf = did(...some);
        expect(attemptOf(deedsOf, rule)).toEqual(naive(deedsOf, rule));
      }),
      { numRuns: 2_000 },
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { REMAINDER_KINDS, REMAINDERS, refusalToDelete, type Remainder } from './deletion.js';

const someRemainders = fc
  .uniqueArray(fc.constantFrom(...REMAINDER_KINDS))
  .chain((kinds) =>
    fc.tuple(...kinds.map((kind) => fc.record({ kind: fc.constant(kind), amount: fc.nat() }))),
  );

describe('case 63: given an account that is to be deleted', () => {
  const points: Remainder = { kind: 'points', amount: 120 };

  it('when nothing is left of it, then it may be', () =>
    expect(refusalToDelete([], [])).toBeNull());

  it.each(REMAINDER_KINDS.filter((kind) => REMAINDERS[kind] === 'blocks'))(
    'when there is %s, then it may not, though its owner would give that up',
    (kind) => {
      const left = [{ kind, amount: 1 }];
      expect(refusalToDelete(left, left)).toBe('DELETION_BLOCKED');
    },
  );

  it('when its owner was shown what they give up, then it may be', () =>
    expect(refusalToDelete([points], [points])).toBeNull());

  it('when they were shown less, more or something else, then it is shown again', () => {
    expect(refusalToDelete([points], [])).toBe('DELETION_CHANGED');
    expect(refusalToDelete([], [points])).toBe('DELETION_CHANGED');
    expect(refusalToDelete([points], [{ ...points, amount: 119 }])).toBe('DELETION_CHANGED');
  });

  it('then the order in which things are shown does not matter, and nothing that blocks passes', () =>
    fc.assert(
      fc.property(someRemainders, (left) => {
        const refusal = refusalToDelete(left, [...left].reverse());
        const isBlocked = left.some(({ kind }) => REMAINDERS[kind] === 'blocks');
        expect(refusal).toBe(isBlocked ? 'DELETION_BLOCKED' : null);
      }),
    ));
});

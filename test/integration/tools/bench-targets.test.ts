import { describe, expect, it } from '@jest/globals';
import { judged, type BenchRow } from '../../bench/targets.mjs';

const aRow = (given: Partial<BenchRow>): BenchRow => ({
  ...{ name: 'purchase', clients: 64, per_s: 150, statements_per_op: 25, ratio: 0.1 },
  ...given,
});

describe('given a row of the bench that has a target', () => {
  it.each([
    [{ name: 'feed', clients: 1, ratio: 0.5 }, true],
    [{ name: 'feed', clients: 64, ratio: 0.499 }, false],
    [{ name: 'purchase', clients: 64 }, true],
    [{ name: 'purchase', clients: 64, per_s: 149 }, false],
    [{ name: 'purchase', clients: 64, statements_per_op: 25.01 }, false],
    [{ name: 'purchase', clients: 1, per_s: 20 }, true],
    [{ name: 'flash', clients: 256, ratio: 0.5 }, true],
    [{ name: 'flash', clients: 64, ratio: 0.4 }, false],
    [{ name: 'sold-out', clients: 64, ratio: 0.79 }, false],
  ])('when it is %j, then it says whether that was met: %s', (given, met) => {
    expect(judged(aRow(given))).toMatchObject({ met });
  });

  it('when a row has none, then it says nothing of it', () => {
    const row = aRow({ name: 'detail' });
    expect(judged(row)).toEqual(row);
  });
});

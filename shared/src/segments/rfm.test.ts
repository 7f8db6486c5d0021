import { describe, expect, it } from '@jest/globals';
import { cellsOf, RFM_GROUPS, rfmGroup, scoreOf, valueScore } from './rfm.js';

const SCORES = [1, 2, 3, 4, 5];

describe('given scores of recency, frequency and money', () => {
  it('when a value is at a cut, then it is not above it', () => {
    const cuts = [10, 20, 30, 40] as const;
    expect([10, 11, 40, 41].map((value) => scoreOf(value, cuts))).toEqual([1, 2, 4, 5]);
  });

  it('when all are best, then they are a champion; when all are worst, then they are lost', () => {
    expect([rfmGroup(5, 5, 5), rfmGroup(1, 1, 1)]).toEqual(['champion', 'lost']);
  });

  it('when somebody who spent most is not seen any more, then they must not be lost', () =>
    expect(rfmGroup(1, 5, 4)).toBe('cannot-lose'));

  it('then every name has places, and every place one name that its group finds', () => {
    expect(cellsOf(RFM_GROUPS)).toHaveLength(25);
    for (const recency of SCORES) {
      for (const frequency of SCORES) {
        for (const money of SCORES) {
          const group = rfmGroup(recency, frequency, money);
          expect(cellsOf([group])).toContainEqual([recency, valueScore(frequency, money)]);
        }
      }
    }
  });
});

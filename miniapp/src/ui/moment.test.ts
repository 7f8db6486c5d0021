import { describe, expect, it } from '@jest/globals';
import { clockText, momentText, nearMomentText } from './moment';

const NOVEMBER = new Date('2026-11-21T02:00:00.000Z');

describe('given an instant in UTC', () => {
  it('when it is the evening before in London, then Beijing already has the next day', () => {
    expect(momentText('2026-11-20T16:03:59.000Z')).toBe('2026-11-21 00:03');
    expect(nearMomentText('2026-11-20T16:03:59.000Z', NOVEMBER)).toBe('11-21 00:03');
  });

  it('when it lies in another year of Beijing’s, then the year is said as well', () => {
    expect(nearMomentText('2025-12-31T15:59:59.000Z', NOVEMBER)).toBe('2025-12-31 23:59');
    expect(nearMomentText('2025-12-31T16:00:00.000Z', NOVEMBER)).toBe('01-01 00:00');
  });
});

describe('given what is left to pay', () => {
  it.each([
    [899_000, '14:59'],
    [898_001, '14:59'],
    [3_600_000, '1:00:00'],
    [3_723_000, '1:02:03'],
    [1, '00:01'],
    [0, '00:00'],
    [-5_000, '00:00'],
  ])('when it is %d ms, then the clock says %s', (leftMs, text) => {
    expect(clockText(leftMs)).toBe(text);
  });
});

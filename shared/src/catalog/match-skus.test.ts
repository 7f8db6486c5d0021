import { describe, expect, it } from '@jest/globals';
import { matchSkus } from './match-skus.js';

const sku = (id: string, code: string, ...optionValues: string[]) => ({
  id,
  code,
  optionValues,
  retired: false,
});
const wish = (code: string, ...optionValues: string[]) => ({ code, optionValues });
const existing = [sku('1', 'A', '青'), sku('2', 'B', '白'), sku('3', '', '墨')];
const ids = (wanted: Parameters<typeof matchSkus>[1]) =>
  matchSkus(existing, wanted).map((match) => match?.id ?? null);

describe('given three SKUs', () => {
  it('when an id is named, then it is that one whatever its code and options', () => {
    expect(ids([{ id: '2', ...wish('A', '青') }, wish('', '青')])).toEqual(['2', '1']);
  });

  it('when a code is known, then it is the SKU of that code, even under other options', () => {
    expect(ids([wish('B', '青'), wish('A', '白')])).toEqual(['2', '1']);
  });

  it('when there is no code, then the options decide', () => {
    expect(ids([wish('', '墨'), wish('', '白')])).toEqual(['3', '2']);
  });

  it('when a code is wanted twice, then it names neither and the options decide', () => {
    expect(ids([wish('A', '白'), wish('A', '青')])).toEqual(['2', '1']);
  });

  it('when nothing fits, or it is taken, then the SKU is new', () => {
    expect(ids([wish('C', '赭'), wish('A', '墨'), wish('', '青')])).toEqual([null, '1', null]);
  });

  it('when a withdrawn SKU fits as well, then the one on offer is taken', () => {
    const withdrawn = { ...sku('0', 'A', '青'), retired: true };
    const match = (...wanted: Parameters<typeof matchSkus>[1]) =>
      matchSkus([withdrawn, ...existing], wanted).map((found) => found?.id ?? null);
    expect(match(wish('A', '青'))).toEqual(['1']);
    expect(match(wish('', '青'))).toEqual(['1']);
    expect(match(wish('A', '青'), wish('', '青'))).toEqual(['1', '0']);
  });
});

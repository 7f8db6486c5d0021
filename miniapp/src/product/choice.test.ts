import { describe, expect, it } from '@jest/globals';
import { fen, type Product } from '@siyu/shared';
import { chooseValue, chosenSku, firstChoice, isPossible } from './choice';

/** A quilt in two colours and two sizes; the blue one is not made in the large size. */
function aQuilt(stock: Partial<Record<string, number>> = {}): Product {
  const sku = (code: string, optionValues: string[]) => ({
    id: code,
    code,
    optionValues,
    priceFen: fen(89_900),
    struckFen: null,
    stock: stock[code] ?? 5,
    returnable: true,
    pictureUrl: null,
  });
  return {
    id: 'quilt',
    title: '四件套',
    descriptionHtml: '',
    pictures: [],
    options: [
      { name: '颜色', values: ['燕麦', '雾蓝'] },
      { name: '尺寸', values: ['1.5 米', '1.8 米'] },
    ],
    skus: [
      sku('oat-s', ['燕麦', '1.5 米']),
      sku('oat-l', ['燕麦', '1.8 米']),
      sku('blue-s', ['雾蓝', '1.5 米']),
    ],
    categoryPath: [],
    tags: [],
    perOrderMax: null,
    vendor: '',
  };
}

describe('given a product whose options do not all combine', () => {
  const quilt = aQuilt();

  it('then nothing is chosen for the shopper where there is a choice', () =>
    expect(firstChoice(quilt)).toEqual([null, null]));

  it('when a colour is chosen, then sizes it is not made in cannot be chosen', () => {
    const blue = chooseValue(firstChoice(quilt), 0, '雾蓝');
    expect(isPossible(quilt, blue, 1, '1.8 米')).toBe(false);
    expect(isPossible(quilt, blue, 1, '1.5 米')).toBe(true);
  });

  it('when everything is chosen, then that is one SKU', () =>
    expect(chosenSku(quilt, ['燕麦', '1.8 米'])?.id).toBe('oat-l'));

  it('when something is missing or does not exist, then it is none', () => {
    expect(chosenSku(quilt, ['燕麦', null])).toBeNull();
    expect(chosenSku(quilt, ['雾蓝', '1.8 米'])).toBeNull();
  });

  it('when a chosen value is tapped again, then it is no longer chosen', () =>
    expect(chooseValue(['燕麦', null], 0, '燕麦')).toEqual([null, null]));
});

describe('given a combination that is sold out', () => {
  it('then it cannot be chosen, and the others can', () => {
    const quilt = aQuilt({ 'oat-l': 0 });
    expect(isPossible(quilt, ['燕麦', null], 1, '1.8 米')).toBe(false);
    expect(isPossible(quilt, ['燕麦', null], 1, '1.5 米')).toBe(true);
  });
});

describe('given a product with one value of everything', () => {
  it('then it is chosen from the start', () => {
    const [sku] = aQuilt().skus;
    const options = [{ name: '颜色', values: ['燕麦'] }];
    const single = { ...aQuilt(), options, skus: [{ ...sku!, optionValues: ['燕麦'] }] };
    expect(firstChoice(single)).toEqual(['燕麦']);
    expect(chosenSku(single, firstChoice(single))?.id).toBe('oat-s');
  });
});

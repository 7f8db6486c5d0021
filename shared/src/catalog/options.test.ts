import { describe, expect, it } from '@jest/globals';
import { optionFault, optionKey, optionsOf, optionText } from './options.js';

const skus = (...values: string[][]) => values.map((optionValues) => ({ optionValues }));

describe('given the SKUs of a product', () => {
  it('when each has one value for each option and none repeats another, then nothing is wrong', () => {
    expect(optionFault(['色', '码'], skus(['青', 'S'], ['青', 'M'], ['白', 'S']))).toBeNull();
    expect(optionFault([], skus([]))).toBeNull();
  });

  it('when a value is missing, empty or too many, then OPTION_VALUES_MISSING', () => {
    for (const values of [[], [''], ['青', 'S']]) {
      expect(optionFault(['色'], skus(values))).toBe('OPTION_VALUES_MISSING');
    }
  });

  it('when two SKUs are the same choice, then OPTION_VALUES_REPEATED', () => {
    expect(optionFault(['色'], skus(['青'], ['青']))).toBe('OPTION_VALUES_REPEATED');
    expect(optionFault([], skus([], []))).toBe('OPTION_VALUES_REPEATED');
  });

  it('when there are four options or two of one name, then that is said', () => {
    expect(optionFault(['a', 'b', 'c', 'd'], skus(['1', '2', '3', '4']))).toBe('OPTIONS_TOO_MANY');
    expect(optionFault(['a', 'a'], skus(['1', '2']))).toBe('OPTION_NAMES_REPEATED');
  });

  it('then the values of an option come in the order the SKUs first use them', () => {
    expect(optionsOf(['色', '码'], skus(['白', 'M'], ['青', 'S'], ['白', 'S']))).toEqual([
      { name: '色', values: ['白', '青'] },
      { name: '码', values: ['M', 'S'] },
    ]);
  });

  it('then a choice reads as its values, and is told apart from any other', () => {
    expect(optionText(['青', 'M'])).toBe('青 / M');
    expect(optionText([])).toBe('');
    expect(optionKey(['a', 'bc'])).not.toBe(optionKey(['ab', 'c']));
  });
});

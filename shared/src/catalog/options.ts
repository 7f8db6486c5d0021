import { OPTIONS_MAX } from '../api/catalog.js';

/** The format's way to say that a product has no options. */
export const NO_OPTION_NAME = 'Title';
export const NO_OPTION_VALUE = 'Default Title';

/** What is wrong with a product's options and the SKUs made of them. */
export type OptionFault =
  'OPTIONS_TOO_MANY' | 'OPTION_NAMES_REPEATED' | 'OPTION_VALUES_MISSING' | 'OPTION_VALUES_REPEATED';

/** One text for one combination of option values, equal exactly when the values are. */
export function optionKey(values: readonly string[]): string {
  return values.join('\u001f');
}

/** How a combination is shown on a line of an order; empty for a product without options. */
export function optionText(values: readonly string[]): string {
  return values.join(' / ');
}

/** Why these SKUs cannot be offered under these option names, or null. */
export function optionFault(
  names: readonly string[],
  skus: readonly { optionValues: readonly string[] }[],
): OptionFault | null {
  if (names.length > OPTIONS_MAX) return 'OPTIONS_TOO_MANY';
  if (new Set(names).size < names.length) return 'OPTION_NAMES_REPEATED';
  const whole = skus.every(
    ({ optionValues }) =>
      optionValues.length === names.length && optionValues.every((value) => value !== ''),
  );
  if (!whole) return 'OPTION_VALUES_MISSING';
  const keys = new Set(skus.map((sku) => optionKey(sku.optionValues)));
  return keys.size < skus.length ? 'OPTION_VALUES_REPEATED' : null;
}

/** The options with their values, each in the order in which the SKUs first use it. */
export function optionsOf(
  names: readonly string[],
  skus: readonly { optionValues: readonly string[] }[],
): { name: string; values: string[] }[] {
  return names.map((name, index) => ({
    name,
    values: [...new Set(skus.map((sku) => sku.optionValues[index] ?? ''))],
  }));
}

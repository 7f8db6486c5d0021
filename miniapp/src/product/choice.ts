import type { Product, Sku } from '@siyu/shared';

/** The value chosen of each option, in the product's order; null while none is. */
export type Choice = readonly (string | null)[];

/** The choice to begin with: whatever leaves nothing to choose is chosen. */
export function firstChoice(product: Product): Choice {
  return product.options.map((option) =>
    option.values.length === 1 ? (option.values[0] ?? null) : null,
  );
}

/** The SKU this choice is, or null while it is not complete or does not exist. */
export function chosenSku(product: Product, choice: Choice): Sku | null {
  return product.skus.find((sku) => matches(sku, choice) && !choice.includes(null)) ?? null;
}

/** Whether a value of an option can be bought together with what is chosen of the others. */
export function isPossible(
  product: Product,
  choice: Choice,
  option: number,
  value: string,
): boolean {
  const wished = choice.map((chosen, index) => (index === option ? value : chosen));
  return product.skus.some((sku) => sku.stock > 0 && matches(sku, wished));
}

/** The choice after a tap on a value: chosen, or no longer when it was. */
export function chooseValue(choice: Choice, option: number, value: string): Choice {
  return choice.map((chosen, index) =>
    index !== option ? chosen : chosen === value ? null : value,
  );
}

function matches(sku: Sku, choice: Choice): boolean {
  return choice.every((value, index) => value === null || sku.optionValues[index] === value);
}

import type { Product, Sku } from '@siyu/shared';

/** The SKU with the lowest price: it stands for the product until one is chosen. */
export function cheapestSku(product: Product): Sku | undefined {
  return [...product.skus].sort((one, other) => one.priceFen - other.priceFen)[0];
}

/** Whether the price depends on what is chosen. */
export function priceVaries(product: Product): boolean {
  return new Set(product.skus.map((sku) => sku.priceFen)).size > 1;
}

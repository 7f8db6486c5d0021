/** What a campaign covers; null stands for the whole catalogue. */
export type Scope = {
  productIds: readonly string[];
  skuIds: readonly string[];
  /** With everything below them. */
  categoryIds: readonly string[];
} | null;

/** A SKU with where it stands; its category comes with those above it. */
export interface PlacedSku {
  skuId: string;
  productId: string;
  categoryIds: readonly string[];
}

export function covers(scope: Scope, sku: PlacedSku): boolean {
  if (scope === null) return true;
  return (
    scope.skuIds.includes(sku.skuId) ||
    scope.productIds.includes(sku.productId) ||
    sku.categoryIds.some((id) => scope.categoryIds.includes(id))
  );
}

import type { Fen, Product } from '@siyu/shared';

/** What one SKU costs in an offer. */
export interface OfferedSku {
  skuId: string;
  priceFen: Fen;
  struckFen: Fen | null;
  /** Nothing is left of it in the offer; its ordinary stock is another matter. */
  soldOut: boolean;
}

/** The product as an offer sells it: its SKUs alone, at its prices. */
export function asOffered(product: Product, offered: readonly OfferedSku[]): Product {
  const skus = product.skus.flatMap((sku) => {
    const found = offered.find((one) => one.skuId === sku.id);
    if (found === undefined) return [];
    const { priceFen, struckFen, soldOut } = found;
    return [{ ...sku, priceFen, struckFen, stock: soldOut ? 0 : Math.max(1, sku.stock) }];
  });
  return { ...product, skus };
}

/** The lowest price of an offer; null where it sells nothing. */
export function lowestFen(offered: readonly Pick<OfferedSku, 'priceFen'>[]): Fen | null {
  return offered.reduce<Fen | null>(
    (least, { priceFen }) => (least === null || priceFen < least ? priceFen : least),
    null,
  );
}

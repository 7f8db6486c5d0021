import type { Fen } from '../money.js';
import type { RefusalCode } from '../refusal.js';

/** What is known of a SKU someone wants: facts come in, nothing is looked up. */
export interface QuotedSku {
  skuId: string;
  productId: string;
  title: string;
  optionText: string;
  pictureUrl: string | null;
  unitPriceFen: Fen;
  /** Units that can still be sold. */
  stock: number;
  /** False when the product or SKU is no longer offered. */
  onSale: boolean;
  /** Seven-day no-reason return offered. */
  returnable: boolean;
  /** Units of the product one order may hold, all its SKUs together; null without a limit. */
  perOrderMax: number | null;
}

/**
 * Why `quantity` of this SKU cannot be sold now, or null. Phone and server ask the same.
 * `productUnits` are all units of its product in the order, these included.
 */
export function refusalToSell(
  sku: Pick<QuotedSku, 'onSale' | 'stock' | 'perOrderMax'>,
  quantity: number,
  productUnits: number,
): RefusalCode | null {
  if (!sku.onSale) return 'SKU_GONE';
  if (quantity > sku.stock) return 'STOCK_INSUFFICIENT';
  return productUnits > (sku.perOrderMax ?? Infinity) ? 'QUANTITY_LIMIT' : null;
}

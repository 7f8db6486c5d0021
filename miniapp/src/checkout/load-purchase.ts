import type { Address } from '@siyu/shared';
import { readAddresses } from '@/addresses/api';
import { loadCart, useCart } from '@/cart/store';
import { linesToBuy } from '@/cart/totals';
import { track } from '@/platform/track';
import { asShopper } from '@/session/as-shopper';
import type { Through, Wanted } from './wanted';

/** What the checkout page begins with. */
export interface Purchase {
  lines: Wanted[];
  /** Whether the lines leave the cart once they are ordered. */
  fromCart: boolean;
  through: Through | null;
  /** The default address, or the first; null when the book is empty. */
  address: Address | null;
}

/** What is bought, and where it would go. */
export async function loadPurchase(
  atOnce: Wanted[] | null,
  through: Through | null,
): Promise<Purchase> {
  const purchase = await found(atOnce, through);
  const units = purchase.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  track('checkout-begun', { value: units });
  return purchase;
}

/** Finds what is bought (at once, or the chosen lines of the cart) and where it would go. */
async function found(atOnce: Wanted[] | null, through: Through | null): Promise<Purchase> {
  const addresses = await asShopper(readAddresses);
  const address = addresses.find((one) => one.isDefault) ?? addresses[0] ?? null;
  if (atOnce !== null) return { lines: atOnce, fromCart: false, through, address };
  if (useCart.getState().state !== 'ready') await loadCart();
  const lines = linesToBuy(useCart.getState().lines);
  return {
    lines: lines.map(({ skuId, quantity }) => ({ skuId, quantity })),
    fromCart: true,
    through: null,
    address,
  };
}

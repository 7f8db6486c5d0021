import type { Cart, CartLineInput } from '@siyu/shared';
import { call } from '@/platform/http';

/** The cart of this shopper, or of this device before they log in. */
export const readCart = () => call<Cart>('/shop/cart');

/** Sets a line to a quantity; 0 removes it. Answers the whole cart. */
export const putCartLine = (skuId: string, body: CartLineInput) =>
  call<Cart>(`/shop/cart/lines/${skuId}`, { method: 'PUT', body });

/** Makes exactly these lines the chosen ones. Answers the whole cart. */
export const putCartSelection = (skuIds: readonly string[]) =>
  call<Cart>('/shop/cart/selection', { method: 'PUT', body: { skuIds } });

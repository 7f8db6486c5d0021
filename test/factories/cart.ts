import { ANONYMOUS_HEADER, type Cart, type CartLine, type CartLineInput } from '@siyu/shared';
import { client, newKey, type Client } from './http.js';
import type { Place } from './shopper.js';

/** A phone that nobody has logged in on, with a cart of its own. */
export interface AnonymousPhone {
  anonymousId: string;
  cart: () => Promise<Cart>;
  put: (skuId: string, line: CartLineInput) => Promise<Cart>;
  select: (skuIds: string[]) => Promise<Cart>;
}

export function anAnonymousPhone(shop: Place): AnonymousPhone {
  const anonymousId = newKey();
  const headers = { [ANONYMOUS_HEADER]: anonymousId };
  const ask = async (method: 'GET' | 'PUT', path: string, body?: unknown): Promise<Cart> => {
    const answer = await client(shop.url).ask<Cart>(method, path, { body, headers });
    if (answer.status >= 400) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  return {
    anonymousId,
    cart: () => ask('GET', '/shop/cart'),
    put: (skuId, line) => ask('PUT', `/shop/cart/lines/${skuId}`, line),
    select: (skuIds) => ask('PUT', '/shop/cart/selection', { skuIds }),
  };
}

/** The line of this SKU as the cart now shows it. */
export async function cartLine(shopper: Pick<Client, 'get'>, skuId: string): Promise<CartLine> {
  const { lines } = await shopper.get<Cart>('/shop/cart');
  const line = lines.find((one) => one.skuId === skuId);
  if (!line) throw new Error(`${skuId} is not in the cart`);
  return line;
}

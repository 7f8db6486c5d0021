import type { Cart, CartLine } from '@siyu/shared';
import { create } from 'zustand';
import { track } from '@/platform/track';
import { codeOf, type ClientCode } from '@/platform/refused';
import { putCartLine, putCartSelection, readCart } from './api';

interface CartState {
  state: 'loading' | 'ready' | 'failed';
  code: ClientCode | null;
  lines: CartLine[];
}

export const useCart = create<CartState>(() => ({ state: 'loading', code: null, lines: [] }));

/** Writes leave in the order they were made; only the answer to the last one is shown. */
let turn = 0;
let queue: Promise<unknown> = Promise.resolve();

/** Loads the cart. What is shown stays until the answer is there. */
export async function loadCart(): Promise<void> {
  const mine = ++turn;
  try {
    await queue;
    show(await readCart(), mine);
  } catch (error) {
    if (mine === turn) useCart.setState({ state: 'failed', code: codeOf(error) });
  }
}

/** Puts so many more of a SKU in. Throws `Refused`: `STOCK_INSUFFICIENT`, `CART_FULL` … */
export async function addToCart(skuId: string, quantity: number): Promise<void> {
  const inCart = useCart.getState().lines.find((line) => line.skuId === skuId)?.quantity ?? 0;
  await write(() => putCartLine(skuId, { quantity: inCart + quantity, selected: true }));
  track('cart-added', { target: skuId, value: quantity });
}

/** Sets a line's quantity, shown at once and put back when it is refused. Throws `Refused`. */
export function putLine(skuId: string, quantity: number): Promise<void> {
  edit((line) => (line.skuId === skuId ? { ...line, quantity } : line));
  return write(() => putCartLine(skuId, { quantity }));
}

/** Takes a line out, at once; it comes back when that is refused. Throws `Refused`. */
export function removeLine(skuId: string): Promise<void> {
  useCart.setState(({ lines }) => ({ lines: lines.filter((line) => line.skuId !== skuId) }));
  return write(() => putCartLine(skuId, { quantity: 0 }));
}

/** Chooses exactly these lines, shown at once. Throws `Refused`. */
export function selectLines(skuIds: readonly string[]): Promise<void> {
  edit((line) => ({ ...line, selected: skuIds.includes(line.skuId) }));
  return write(() => putCartSelection(skuIds));
}

/** Pieces in the cart that can still be bought: the number on the badge. */
export function cartCount({ lines }: Pick<CartState, 'lines'>): number {
  return lines.reduce((sum, line) => sum + (line.state === 'gone' ? 0 : line.quantity), 0);
}

async function write(send: () => Promise<Cart>): Promise<void> {
  const mine = ++turn;
  const sent = queue.then(send);
  queue = sent.catch(() => undefined);
  try {
    show(await sent, mine);
  } catch (error) {
    // What was shown in advance is not true; only the server knows what is.
    void loadCart();
    throw error;
  }
}

function show(cart: Cart, mine: number): void {
  if (mine === turn) useCart.setState({ state: 'ready', code: null, lines: cart.lines });
}

/** Lines that stay the same keep their identity, so that only the changed one is drawn again. */
function edit(change: (line: CartLine) => CartLine): void {
  useCart.setState(({ lines }) => ({ lines: lines.map(change) }));
}

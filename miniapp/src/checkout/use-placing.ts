import { fen, type PlaceOrderRequest, type QuoteAnswer } from '@siyu/shared';
import { useState } from 'react';
import { loadCart } from '@/cart/store';
import { orderChanged } from '@/orders/changes';
import { goAfterPayment, payOrder } from '@/orders/pay-order';
import { isOutcomeKnown } from '@/platform/once';
import { codeOf, Refused, type ClientCode } from '@/platform/refused';
import { sayWhy } from '@/ui/say';
import { placeThrough } from './place-through';
import type { Through } from './wanted';

/** What stopped the order from being placed. `shown` is the total the shopper had agreed to. */
export interface Stopped {
  code: ClientCode;
  facts: Readonly<Record<string, unknown>>;
  shown: QuoteAnswer['totalFen'];
}

/** Placing the order and paying it: whether it is under way, and what stopped it. */
export function usePlacing(through: Through | null, onRefused: () => void) {
  const [stopped, setStopped] = useState<Stopped | null>(null);
  const [busy, setBusy] = useState(false);
  const place = async (request: PlaceOrderRequest) => {
    setBusy(true);
    try {
      const { id } = await placeThrough(through, request);
      setStopped(null);
      afterPlacing();
      await payPlaced(id);
    } catch (error) {
      const facts = error instanceof Refused ? error.facts : {};
      setStopped({ code: codeOf(error), facts, shown: fen(request.shownTotalFen) });
      if (isOutcomeKnown(codeOf(error))) onRefused();
    }
    setBusy(false);
  };
  // Until the outcome is known the very same order has to be tried again.
  const locked = busy || (stopped !== null && !isOutcomeKnown(stopped.code));
  return { stopped, setStopped, busy, locked, place };
}

/** What was ordered has left the cart, and the order list has one more. */
function afterPlacing(): void {
  orderChanged();
  void loadCart();
}

/** The order stands from here on: whatever happens, the shopper is led to it, never back. */
async function payPlaced(orderId: string): Promise<void> {
  try {
    goAfterPayment(orderId, await payOrder(orderId));
  } catch (error) {
    sayWhy(error);
    goAfterPayment(orderId, 'cancelled');
  }
}

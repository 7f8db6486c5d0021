import type { Address, QuoteAnswer } from '@siyu/shared';
import { useEffect, useRef, useState } from 'react';
import { useAddressChoice } from '@/addresses/choice';
import { loadCart } from '@/cart/store';
import { placeOrder } from '@/orders/api';
import { orderChanged } from '@/orders/changes';
import { goAfterPayment, payOrder } from '@/orders/pay-order';
import { isOutcomeKnown } from '@/platform/once';
import { codeOf, Refused, type ClientCode } from '@/platform/refused';
import { say, sayWhy } from '@/ui/say';
import { useLoaded } from '@/ui/use-loaded';
import { readQuote } from './api';
import type { Purchase } from './load-purchase';
import { withQuantity } from './wanted';
import { words } from './wording';

/** What stopped the order from being placed. `shown` is the total the shopper had agreed to. */
export interface Stopped {
  code: ClientCode;
  facts: Readonly<Record<string, unknown>>;
  shown: QuoteAnswer['totalFen'];
}

export type CheckoutState = ReturnType<typeof useCheckout>;

/** The purchase as it stands on the page: its lines, where it goes, what it costs, placing it. */
export function useCheckout(purchase: Purchase) {
  const [lines, setLines] = useState(purchase.lines);
  const [remark, setRemark] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const [stopped, setStopped] = useState<Stopped | null>(null);
  const [busy, setBusy] = useState(false);
  const chosen = useAddressChoice((choice) => choice.address);
  const address: Address | null = chosen ?? purchase.address;
  const quoted = useQuote(lines, address);
  // Until the outcome is known the very same order has to be tried again.
  const locked = busy || (stopped !== null && !isOutcomeKnown(stopped.code));

  const place = async (quote: QuoteAnswer) => {
    if (address === null) return say(words.chooseAddress);
    if (!confirmed && quote.lines.some((line) => !line.returnable)) {
      return setStopped({ code: 'RETURN_POLICY_UNCONFIRMED', facts: {}, shown: quote.totalFen });
    }
    setBusy(true);
    try {
      const request = {
        lines,
        fromCart: purchase.fromCart,
        addressId: address.id,
        shownTotalFen: quote.totalFen,
        returnPolicyConfirmed: confirmed,
        remark: remark.trim(),
      };
      const { id } = await placeOrder(request);
      setStopped(null);
      afterPlacing();
      await payPlaced(id);
    } catch (error) {
      const facts = error instanceof Refused ? error.facts : {};
      setStopped({ code: codeOf(error), facts, shown: quote.totalFen });
      if (isOutcomeKnown(codeOf(error))) void quoted.reload();
    }
    setBusy(false);
  };
  const confirm = (checked: boolean) => {
    setConfirmed(checked);
    if (stopped?.code === 'RETURN_POLICY_UNCONFIRMED') setStopped(null);
  };
  const setQuantity = (skuId: string, quantity: number) => {
    setStopped(null);
    setLines((before) => withQuantity(before, skuId, quantity));
  };
  return {
    ...{ lines, address, remark, confirmed, quoted, stopped, busy, locked },
    ...{ setRemark, confirm, setQuantity, place },
  };
}

/** The server's price for these lines at this address, asked again whenever either changes. */
function useQuote(lines: Purchase['lines'], address: Address | null) {
  const asked = useRef({ lines, address });
  const quoted = useLoaded('quote', () =>
    readQuote({ lines: asked.current.lines, addressId: asked.current.address?.id ?? null }),
  );
  const { reload } = quoted;
  useEffect(() => {
    if (asked.current.lines === lines && asked.current.address === address) return;
    asked.current = { lines, address };
    if (lines.length > 0) void reload();
  }, [lines, address, reload]);
  return quoted;
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

import type { Order } from '@siyu/shared';
import { useEffect, useState } from 'react';
import { checkPayment } from '@/orders/api';
import { orderChanged } from '@/orders/changes';
import { codeOf, type ClientCode } from '@/platform/refused';
import { asShopper } from '@/session/as-shopper';

/** WeChat mostly knows at once; then it is asked ever more patiently. */
const PAUSES_MS = [0, 800, 1500, 2500, 4000];

export type PaymentResult =
  | { state: 'confirming' }
  | { state: 'paid' | 'unconfirmed' | 'closed'; order: Order }
  | { state: 'failed'; code: ClientCode };

/** What became of a payment, asked until it is known or patience is over; `ask` starts over. */
export function usePaymentResult(orderId: string) {
  const [round, setRound] = useState(1);
  const [found, setFound] = useState<{ round: number; result: PaymentResult }>();
  useEffect(() => {
    let wanted = true;
    void askPatiently(orderId, () => wanted).then((result) => {
      if (!wanted) return;
      setFound({ round, result });
      orderChanged();
    });
    return () => {
      wanted = false;
    };
  }, [orderId, round]);
  const result: PaymentResult = found?.round === round ? found.result : { state: 'confirming' };
  return { result, ask: () => setRound((before) => before + 1) };
}

async function askPatiently(orderId: string, wanted: () => boolean): Promise<PaymentResult> {
  let last: PaymentResult = { state: 'confirming' };
  for (const pauseMs of PAUSES_MS) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (!wanted()) return last;
    last = await askOnce(orderId);
    if (last.state === 'paid' || last.state === 'closed') return last;
  }
  return last;
}

async function askOnce(orderId: string): Promise<PaymentResult> {
  try {
    const order = await asShopper(() => checkPayment(orderId));
    if (order.state === 'awaiting-payment') return { state: 'unconfirmed', order };
    return { state: order.state === 'closed' ? 'closed' : 'paid', order };
  } catch (error) {
    return { state: 'failed', code: codeOf(error) };
  }
}

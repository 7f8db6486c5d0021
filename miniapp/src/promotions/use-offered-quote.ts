import type { Fen, QuoteAnswer } from '@siyu/shared';
import { useEffect, useState } from 'react';
import { readQuote } from '@/checkout/api';
import { useSession } from '@/session/store';

/** A finger on a stepper is let finish first. */
const REST_MS = 300;

interface AskedLine {
  skuId: string;
  quantity: number;
  /** As the client knows it: when it moves, the server is asked again. */
  priceFen: Fen;
}

/**
 * The server's price of these lines with the shopper's offers; null until it has answered for just
 * these, and for who is not logged in. Where it cannot be had the page stands without it.
 */
export function useOfferedQuote(lines: readonly AskedLine[]): QuoteAnswer | null {
  const shopperId = useSession((state) => state.shopper?.id ?? null);
  const [answered, setAnswered] = useState<{ to: string; quote: QuoteAnswer } | null>(null);
  const key = shopperId === null || lines.length === 0 ? '' : JSON.stringify([shopperId, lines]);
  useEffect(() => {
    if (key === '') return;
    let wanted = true;
    const [, asked] = JSON.parse(key) as [string, AskedLine[]];
    const timer = setTimeout(() => {
      void readQuote({
        lines: asked.map(({ skuId, quantity }) => ({ skuId, quantity })),
        addressId: null,
      }).then(
        (quote) => wanted && setAnswered({ to: key, quote }),
        () => undefined,
      );
    }, REST_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [key]);
  return answered !== null && answered.to === key ? answered.quote : null;
}

import {
  chosenTenders,
  type ChosenTenders,
  type Purse,
  type QuoteAnswer,
  type TenderChoice,
} from '@siyu/shared';
import { useState } from 'react';
import { useLoaded } from '@/ui/use-loaded';
import { loadPurse } from './purse';
import type { Through } from './wanted';

/** Nothing is switched on for the shopper. */
const NONE: TenderChoice = { points: false, balance: false };

export interface TenderState {
  choice: TenderChoice;
  choose: (change: Partial<TenderChoice>) => void;
  reload: () => Promise<void>;
  /** How a quote is paid as chosen; null where only WeChat pays, or nothing else is known yet. */
  of: (quote: QuoteAnswer) => ChosenTenders | null;
}

/** Points and balance as parts of the payment. A flash sale is paid through WeChat alone. */
export function useTenders(through: Through | null): TenderState {
  const [choice, setChoice] = useState(NONE);
  const isTaken = through === null || !through.isFlash;
  const { value, reload } = useLoaded<Purse | null>('purse', async () =>
    isTaken ? loadPurse() : null,
  );
  return {
    choice,
    reload,
    choose: (change) => setChoice((before) => ({ ...before, ...change })),
    of: (quote) => (value === null ? null : chosenTenders(quote, value, choice)),
  };
}

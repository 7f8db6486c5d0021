import type { QuoteAnswer } from '@siyu/shared';
import { go } from '@/platform/go';
import { isOutcomeKnown } from '@/platform/once';
import type { ClientCode } from '@/platform/refused';
import { wordingOf } from '@/platform/wording';
import { yuanText } from '@/ui/price';
import { Strip } from '@/ui/strip';
import { isDelivered } from './delivered';
import type { Stopped } from './use-placing';
import { words } from './wording';

interface StoppedStripProps {
  stopped: Stopped | null;
  quote: QuoteAnswer;
}

/** Why the order was not placed, or cannot be as it stands. */
export function StoppedStrip({ stopped, quote }: StoppedStripProps) {
  if (stopped === null) {
    // Where it is not delivered to, the address and the button say so.
    if (quote.refusal === null || !isDelivered(quote)) return null;
    return <Strip text={textOf(quote.refusal as ClientCode)} />;
  }
  if (!isOutcomeKnown(stopped.code)) return <Strip text={words.unknown} />;
  if (stopped.code === 'QUOTE_CHANGED') return <Strip text={changedText(stopped, quote)} />;
  if (stopped.code === 'OPEN_ORDERS_TOO_MANY') {
    const action = {
      text: words.openOrders,
      onTap: () => go('/orders/index?tab=awaiting-payment'),
    };
    return <Strip text={wordingOf(stopped.code, stopped.facts)} action={action} />;
  }
  return <Strip text={textOf(stopped.code, stopped.facts)} />;
}

/** What was chosen of points and balance was more than there is by now; the page has it anew. */
const TENDERS_CHANGED: readonly ClientCode[] = [
  'POINTS_LIMIT',
  'POINTS_INSUFFICIENT',
  'BALANCE_INSUFFICIENT',
  'TENDERS_EXCEED_TOTAL',
];

function textOf(code: ClientCode, facts: Stopped['facts'] = {}): string {
  if (TENDERS_CHANGED.includes(code)) return words.tendersChanged;
  return code === 'STOCK_INSUFFICIENT' ? words.stock : wordingOf(code, facts);
}

/** Both totals; until the new one is there, only that it changed. */
function changedText({ shown }: Stopped, { totalFen }: QuoteAnswer): string {
  if (shown === totalFen) return wordingOf('QUOTE_CHANGED');
  return words.changed(yuanText(shown), yuanText(totalFen));
}

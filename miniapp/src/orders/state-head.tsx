import type { Order } from '@siyu/shared';
import { Headline } from '@/ui/headline';
import { clockText, nearMomentText } from '@/ui/moment';
import { useTimeLeft } from '@/ui/use-time-left';
import { words } from './wording';

/** How far the order is, and what happens next by itself. */
export function StateHead({ order, onOver }: { order: Order; onOver: () => void }) {
  const leftMs = useTimeLeft(order.payBy, onOver);
  return <Headline text={words.states[order.state]} notes={nextTexts(order, leftMs)} />;
}

function nextTexts(order: Order, leftMs: number | null): string[] {
  const { state, closeReason, parcels, autoCompleteAt } = order;
  if (state === 'awaiting-payment') {
    return [leftMs === null || leftMs <= 0 ? words.payOver : words.payWithin(clockText(leftMs))];
  }
  if (closeReason !== null) return [words.closed[closeReason]];
  if (state === 'to-ship' && parcels.length > 0) return [words.partlyShipped];
  const then = autoCompleteAt === null ? [] : [words.completesAt(nearMomentText(autoCompleteAt))];
  return [words.explained[state], ...then];
}

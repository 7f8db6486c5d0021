import { Text, View } from '@tarojs/components';
import type { Order } from '@siyu/shared';
import { nearMomentText, clockText } from '@/ui/moment';
import { useTimeLeft } from '@/ui/use-time-left';
import { words } from './wording';
import './state-head.scss';

/** How far the order is, and what happens next by itself. */
export function StateHead({ order, onOver }: { order: Order; onOver: () => void }) {
  const leftMs = useTimeLeft(order.payBy, onOver);
  return (
    <View className="state-head">
      <Text className="state-head-state">{words.states[order.state]}</Text>
      <Text className="state-head-next">{nextText(order, leftMs)}</Text>
    </View>
  );
}

function nextText(order: Order, leftMs: number | null): string {
  if (order.state === 'awaiting-payment') {
    return leftMs === null || leftMs <= 0 ? words.payOver : words.payWithin(clockText(leftMs));
  }
  if (order.closeReason !== null) return words.closed[order.closeReason];
  if (order.state === 'to-ship' && order.parcels.length > 0) return words.partlyShipped;
  if (order.autoCompleteAt === null) return words.explained[order.state];
  return `${words.explained[order.state]}，${words.completesAt(nearMomentText(order.autoCompleteAt))}`;
}

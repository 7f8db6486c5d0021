import { Text } from '@tarojs/components';
import { clockText } from '@/ui/moment';
import { useTimeLeft } from '@/ui/use-time-left';
import { words } from './wording';
import './countdown.scss';

const DAY_MS = 86_400_000;

/** What is left until an instant on the server's clock; says so when it has passed. */
export function Countdown({ until, onEnd }: { until: string; onEnd: () => void }) {
  const leftMs = useTimeLeft(until, onEnd) ?? 0;
  const days = Math.floor(leftMs / DAY_MS);
  const clock = clockText(leftMs - days * DAY_MS);
  const text =
    leftMs <= 0 ? words.ended : days > 0 ? words.leftDays(days, clock) : words.left(clock);
  return <Text className="countdown">{text}</Text>;
}

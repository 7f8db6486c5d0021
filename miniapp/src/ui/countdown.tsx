import { Text } from '@tarojs/components';
import { clockText } from './moment';
import { useTimeLeft } from './use-time-left';
import './countdown.scss';

interface CountdownProps {
  until: string;
  /** Called once the instant passes before the shopper's eyes: ask the server what is so now. */
  onEnd: () => void;
}

/** What is left until an instant of the server's clock. A tick sends one text and nothing else. */
export function Countdown({ until, onEnd }: CountdownProps) {
  const leftMs = useTimeLeft(until, onEnd);
  return <Text className="countdown">{clockText(leftMs ?? 0)}</Text>;
}

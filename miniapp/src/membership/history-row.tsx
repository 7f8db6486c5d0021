import { Text, View } from '@tarojs/components';
import { countText } from '@/member/standing';
import { nearMomentText } from '@/ui/moment';
import './history-row.scss';

interface HistoryRowProps {
  text: string;
  at: string;
  /** What was given; negative for what was taken. */
  count: number;
  note?: string;
}

/** One line of what was given and taken. */
export function HistoryRow({ text, at, count, note = '' }: HistoryRowProps) {
  const sign = count < 0 ? '−' : '+';
  return (
    <View className="history-row">
      <View className="history-words">
        <Text className="history-text">{text}</Text>
        <Text className="history-note">{nearMomentText(at)}</Text>
      </View>
      <View className="history-counts">
        <Text className="history-count">{sign + countText(Math.abs(count))}</Text>
        <Text className="history-note">{note}</Text>
      </View>
    </View>
  );
}

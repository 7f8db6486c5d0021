import { Text, View } from '@tarojs/components';
import { inLanguage } from '@/platform/language';
import { Icon } from '@/ui/icon';
import { Tap } from '@/ui/tap';
import './history-list.scss';

interface HistoryListProps {
  searches: readonly string[];
  onChoose: (words: string) => void;
  onForget: () => void;
}

const words = inLanguage(
  { title: '最近搜索', forget: '清除搜索记录', hint: '试试商品名、材质或用途' },
  { title: 'Recent', forget: 'Clear history', hint: 'Try a name, a material or a use' },
);

/** What was searched for before on this device. */
export function HistoryList({ searches, onChoose, onForget }: HistoryListProps) {
  if (searches.length === 0) return <View className="history-hint">{words.hint}</View>;
  return (
    <View className="history">
      <View className="history-head">
        <Text className="history-title">{words.title}</Text>
        <Tap className="history-forget" label={words.forget} onTap={onForget}>
          <Icon name="trash" small />
        </Tap>
      </View>
      <View className="history-line">
        {searches.map((search) => (
          <Tap key={search} className="history-one" onTap={() => onChoose(search)}>
            {search}
          </Tap>
        ))}
      </View>
    </View>
  );
}

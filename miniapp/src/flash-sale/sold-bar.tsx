import { Text, View } from '@tarojs/components';
import { words } from './wording';
import './sold-bar.scss';

/** The share of a sale's units that is taken, in basis points: as a bar and as a number. */
export function SoldBar({ soldBps }: { soldBps: number }) {
  const percent = Math.floor(soldBps / 100);
  return (
    <View className="sold-bar">
      <View className="sold-bar-track">
        <View className="sold-bar-done" style={{ width: `${percent}%` }} />
      </View>
      <Text className="sold-bar-text">{words.taken(percent)}</Text>
    </View>
  );
}

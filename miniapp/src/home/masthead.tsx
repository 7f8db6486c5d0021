import { View } from '@tarojs/components';
import { useSession } from '@/session/store';
import { SearchEntry } from './search-entry';
import './masthead.scss';

/** Under the shop's name: what it stands for, and the way to find something. */
export function Masthead() {
  const slogan = useSession((state) => state.config?.slogan ?? '');
  return (
    <View>
      <View className="masthead-slogan">{slogan}</View>
      <SearchEntry />
    </View>
  );
}

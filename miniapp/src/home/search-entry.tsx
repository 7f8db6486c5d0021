import { Text, View } from '@tarojs/components';
import { go } from '@/platform/go';
import { inLanguage } from '@/platform/language';
import { Icon } from '@/ui/icon';
import { Tap } from '@/ui/tap';
import './search-entry.scss';

/** Looks like the search bar it leads to. */
export function SearchEntry() {
  const text = inLanguage('搜索商品', 'Search');
  return (
    <View className="search-entry">
      <Tap className="search-entry-bar" role="link" mark="search" onTap={() => go('/search/index')}>
        <Icon name="search" small />
        <Text className="search-entry-text">{text}</Text>
      </Tap>
    </View>
  );
}

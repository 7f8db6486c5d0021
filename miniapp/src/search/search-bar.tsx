import { Input, View } from '@tarojs/components';
import { goBack } from '@/platform/go';
import { inLanguage } from '@/platform/language';
import { navigationBarPresent } from '@/platform/view';
import { accessible } from '@/ui/accessible';
import { Icon } from '@/ui/icon';
import { Tap } from '@/ui/tap';
import './search-bar.scss';

interface SearchBarProps {
  typed: string;
  onType: (typed: string) => void;
  onSearch: () => void;
}

const words = inLanguage(
  { back: '返回', hint: '搜索商品', clear: '清空', go: '搜索' },
  { back: 'Back', hint: 'Search', clear: 'Clear', go: 'Search' },
);

/** Where one types what one is looking for. */
export function SearchBar({ typed, onType, onSearch }: SearchBarProps) {
  return (
    <View className="search-bar">
      {navigationBarPresent ? null : (
        <Tap className="search-bar-side" label={words.back} onTap={goBack}>
          <Icon name="back" />
        </Tap>
      )}
      <View className="search-bar-field">
        <Icon name="search" small />
        <Input
          className="search-bar-input"
          value={typed}
          type="text"
          focus
          confirmType="search"
          maxlength={50}
          placeholder={words.hint}
          placeholderClass="placeholder"
          onInput={(event) => onType(event.detail.value)}
          onConfirm={onSearch}
          {...accessible({ 'aria-label': words.hint })}
        />
        {typed === '' ? null : (
          <Tap className="search-bar-clear" label={words.clear} onTap={() => onType('')}>
            <Icon name="close" small />
          </Tap>
        )}
      </View>
      <Tap className="search-bar-side" onTap={onSearch}>
        {words.go}
      </Tap>
    </View>
  );
}

import { Text, View } from '@tarojs/components';
import { Icon } from '@/ui/icon';
import { Tap } from '@/ui/tap';
import './suggestion-list.scss';

interface SuggestionListProps {
  suggestions: readonly string[];
  onChoose: (words: string) => void;
}

/** What one may be about to type. */
export function SuggestionList({ suggestions, onChoose }: SuggestionListProps) {
  return (
    <View className="suggestions">
      {suggestions.map((suggestion) => (
        <Tap key={suggestion} className="suggestions-one" onTap={() => onChoose(suggestion)}>
          <Icon name="search" small />
          <Text className="suggestions-text">{suggestion}</Text>
        </Tap>
      ))}
    </View>
  );
}

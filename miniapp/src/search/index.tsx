import { useRouter } from '@tarojs/taro';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { inLanguage } from '@/platform/language';
import { putKeyboardAway } from '@/platform/keyboard';
import { Page } from '@/shell/page';
import { forgetSearches, keepSearch, searchHistory } from './history';
import { HistoryList } from './history-list';
import { Results } from './results';
import { SearchBar } from './search-bar';
import { SuggestionList } from './suggestion-list';
import { useSuggestions } from './use-suggestions';

/** Finding something by its words. Opened with `?q=` it shows what is found at once. */
export default function SearchPage() {
  const asked = decodeURIComponent(useRouter().params['q'] ?? '');
  const [typed, setTyped] = useState(asked);
  const [searched, setSearched] = useState(asked);
  const [history, setHistory] = useState(searchHistory);
  const suggestions = useSuggestions(searched === '' ? typed : '');
  const search = (words: string) => {
    const q = words.trim();
    if (q === '') return;
    setTyped(q);
    setSearched(q);
    setHistory(keepSearch(q));
    putKeyboardAway();
  };
  // Typing again goes back from what was found to what may be meant.
  const type = (text: string) => {
    setTyped(text);
    setSearched('');
  };
  const forget = () => {
    forgetSearches();
    setHistory([]);
  };
  return (
    <Page title={inLanguage('搜索', 'Search')} bare>
      <SearchBar typed={typed} onType={type} onSearch={() => search(typed)} />
      <View>
        {searched !== '' ? (
          <Results q={searched} />
        ) : typed.trim() === '' ? (
          <HistoryList searches={history} onChoose={search} onForget={forget} />
        ) : (
          <SuggestionList suggestions={suggestions} onChoose={search} />
        )}
      </View>
    </Page>
  );
}

import { Text, View } from '@tarojs/components';
import { inLanguage } from '@/platform/language';
import { wordingOf } from '@/platform/wording';
import type { ClientCode } from '@/platform/refused';
import { Tap } from './tap';
import './list-end.scss';

interface ListEndProps {
  state: 'loading' | 'ready' | 'failed';
  code: ClientCode | null;
  ended: boolean;
  onRetry: () => void;
}

const words = {
  loading: inLanguage('正在加载…', 'Loading…'),
  ended: inLanguage('已经到底了', 'That is all'),
  retry: inLanguage('点此重试', 'Tap to try again'),
};

/** The foot of an endless list: more is coming, or could not be had, or that was all. */
export function ListEnd({ state, code, ended, onRetry }: ListEndProps) {
  if (state === 'failed' && code !== null) {
    return (
      <Tap className="list-end" onTap={onRetry}>
        <Text>{`${wordingOf(code)} ${words.retry}`}</Text>
      </Tap>
    );
  }
  return (
    <View className="list-end">
      <Text>{state === 'loading' ? words.loading : ended ? words.ended : ''}</Text>
    </View>
  );
}

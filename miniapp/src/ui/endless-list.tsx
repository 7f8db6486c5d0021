import Taro, { usePullDownRefresh, useReachBottom } from '@tarojs/taro';
import { View } from '@tarojs/components';
import type { ComponentProps, ReactNode } from 'react';
import { CardBones } from './card-bones';
import { ListEnd } from './list-end';
import { Empty, ErrorState } from './notice';
import type { List } from './use-list';

interface EndlessListProps<T> {
  list: List<T>;
  empty: ComponentProps<typeof Empty>;
  draw: (one: T) => ReactNode;
}

const CARDS = ['one thing', 'one thing', 'one thing', 'one thing'] as const;

/** Cards without end, in all their states: pulled down they begin anew, at the foot they go on. */
export function EndlessList<T>({ list, empty, draw }: EndlessListProps<T>) {
  const { items, state, code, more, refresh } = list;
  useReachBottom(more);
  usePullDownRefresh(() => void refresh().then(() => Taro.stopPullDownRefresh()));
  const retry = () => void list.retry();
  if (items.length === 0) {
    if (state === 'loading') return <CardBones shapes={CARDS} />;
    if (state === 'failed' && code !== null) return <ErrorState code={code} onRetry={retry} />;
    return <Empty {...empty} />;
  }
  return (
    <View>
      {items.map(draw)}
      <ListEnd {...list} onRetry={retry} />
    </View>
  );
}

import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useReachBottom } from '@tarojs/taro';
import type { Message } from '@siyu/shared';
import { useState } from 'react';
import { go } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { Button } from '@/ui/button';
import { ListEnd } from '@/ui/list-end';
import { Empty, ErrorState } from '@/ui/notice';
import { sayWhy } from '@/ui/say';
import { SkeletonRows } from '@/ui/skeleton';
import { useList } from '@/ui/use-list';
import { readMessages } from './api';
import { MessageRow } from './message-row';
import { read } from './unread';
import { words } from './wording';
import './index.scss';

/** The shop's notices to the shopper. */
export default function MessagesPage() {
  return (
    <Page title={words.title}>
      <Inbox />
    </Page>
  );
}

function Inbox() {
  const list = useList('messages', (cursor) => asShopper(() => readMessages(cursor)));
  const [readHere, setReadHere] = useState<ReadonlySet<string>>(new Set());
  useReachBottom(list.more);
  usePullDownRefresh(() => void list.refresh().then(() => Taro.stopPullDownRefresh()));
  if (list.items.length === 0) {
    if (list.state === 'loading') return <SkeletonRows count={4} />;
    if (list.state === 'failed' && list.code !== null) {
      return <ErrorState code={list.code} onRetry={() => void list.retry()} />;
    }
    const toShop = { text: words.toShop, onTap: () => go('/home/index') };
    return <Empty icon="bell" text={words.empty} action={toShop} />;
  }
  const isUnread = ({ id, readAt }: Message) => readAt === null && !readHere.has(id);
  const open = (message: Message) => {
    if (isUnread(message)) {
      setReadHere((before) => new Set(before).add(message.id));
      void read([message.id]).catch(() => undefined);
    }
    const { afterSaleId } = message.facts;
    if (afterSaleId !== undefined) go(`/after-sale/detail?id=${afterSaleId}`);
    else if (message.orderId !== null) go(`/orders/detail?id=${message.orderId}`);
  };
  const readAll = async () => {
    try {
      await read();
      setReadHere(new Set(list.items.map(({ id }) => id)));
    } catch (error) {
      sayWhy(error);
    }
  };
  return (
    <View className="messages">
      {list.items.some(isUnread) ? (
        <View className="messages-all">
          <Button kind="quiet" compact text={words.readAll} onTap={() => void readAll()} />
        </View>
      ) : null}
      <View className="messages-list">
        {list.items.map((message) => (
          <MessageRow
            key={message.id}
            message={message}
            unread={isUnread(message)}
            onOpen={() => open(message)}
          />
        ))}
      </View>
      <ListEnd {...list} onRetry={() => void list.retry()} />
    </View>
  );
}

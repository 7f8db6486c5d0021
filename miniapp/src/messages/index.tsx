import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useReachBottom } from '@tarojs/taro';
import type { Message } from '@siyu/shared';
import { go } from '@/platform/go';
import { Page } from '@/shell/page';
import { Button } from '@/ui/button';
import { ListEnd } from '@/ui/list-end';
import { Empty, ErrorState } from '@/ui/notice';
import type { List } from '@/ui/use-list';
import { MessageRow } from './message-row';
import { MessagesSkeleton } from './skeleton';
import { useInbox } from './use-inbox';
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
  const { list, isUnread, readOne, readAll } = useInbox();
  useReachBottom(list.more);
  usePullDownRefresh(() => void list.refresh().then(() => Taro.stopPullDownRefresh()));
  if (list.items.length === 0) return <Nothing list={list} />;
  const open = (message: Message) => {
    readOne(message);
    goWhereItIsAbout(message);
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

/** No message to show: not yet, for a reason, or because there is none. */
function Nothing({ list }: { list: List<Message> }) {
  if (list.state === 'loading') return <MessagesSkeleton />;
  if (list.state === 'failed' && list.code !== null) {
    return <ErrorState code={list.code} onRetry={() => void list.retry()} />;
  }
  const toShop = { text: words.toShop, onTap: () => go('/home/index') };
  return <Empty icon="bell" text={words.empty} action={toShop} />;
}

function goWhereItIsAbout({ facts: { afterSaleId }, orderId }: Message): void {
  if (afterSaleId !== undefined) go(`/after-sale/detail?id=${afterSaleId}`);
  else if (orderId !== null) go(`/orders/detail?id=${orderId}`);
}

import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useReachBottom } from '@tarojs/taro';
import type { OrderState } from '@siyu/shared';
import { go } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { ListEnd } from '@/ui/list-end';
import { Empty, ErrorState } from '@/ui/notice';
import { SkeletonRows } from '@/ui/skeleton';
import { useList } from '@/ui/use-list';
import { readOrders } from './api';
import { useOrderChanged } from './changes';
import { OrderCard } from './order-card';
import { words } from './wording';

/** Orders of one state, or all of them, without an end. */
export function OrderList({ state }: { state: OrderState | undefined }) {
  const list = useList(state ?? 'all', (cursor) => asShopper(() => readOrders(state, cursor)));
  useReachBottom(list.more);
  usePullDownRefresh(() => void list.refresh().then(() => Taro.stopPullDownRefresh()));
  useOrderChanged(list.refresh);
  if (list.items.length === 0) {
    if (list.state === 'loading') return <SkeletonRows count={4} />;
    if (list.state === 'failed' && list.code !== null) {
      return <ErrorState code={list.code} onRetry={() => void list.retry()} />;
    }
    const toShop = { text: words.toShop, onTap: () => go('/home/index') };
    return <Empty icon="parcel" text={words.empty} action={toShop} />;
  }
  return (
    <View>
      {list.items.map((order) => (
        <OrderCard key={order.id} order={order} />
      ))}
      <ListEnd {...list} onRetry={() => void list.retry()} />
    </View>
  );
}

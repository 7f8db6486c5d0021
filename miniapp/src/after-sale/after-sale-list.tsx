import { Text, View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useReachBottom } from '@tarojs/taro';
import type { AfterSale } from '@siyu/shared';
import { memo } from 'react';
import { useOrderChanged } from '@/orders/changes';
import { go } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { GoodsLine } from '@/ui/goods-line';
import { ListEnd } from '@/ui/list-end';
import { momentText } from '@/ui/moment';
import { Empty, ErrorState } from '@/ui/notice';
import { Price } from '@/ui/price';
import { SkeletonRows } from '@/ui/skeleton';
import { Tap } from '@/ui/tap';
import { useList } from '@/ui/use-list';
import { readAfterSales } from './api';
import { words } from './wording';
import './after-sale-list.scss';

/** The shopper's after-sales, newest first. */
export function AfterSaleList() {
  const list = useList('after-sales', (cursor) => asShopper(() => readAfterSales(cursor)));
  useReachBottom(list.more);
  usePullDownRefresh(() => void list.refresh().then(() => Taro.stopPullDownRefresh()));
  useOrderChanged(list.refresh);
  if (list.items.length === 0) {
    if (list.state === 'loading') return <SkeletonRows count={4} />;
    if (list.state === 'failed' && list.code !== null) {
      return <ErrorState code={list.code} onRetry={() => void list.retry()} />;
    }
    const toOrders = { text: words.toOrders, onTap: () => go('/orders/index') };
    return <Empty icon="return" text={words.empty} action={toOrders} />;
  }
  return (
    <View>
      {list.items.map((afterSale) => (
        <AfterSaleCard key={afterSale.id} afterSale={afterSale} />
      ))}
      <ListEnd {...list} onRetry={() => void list.retry()} />
    </View>
  );
}

const AfterSaleCard = memo(function AfterSaleCard({ afterSale }: { afterSale: AfterSale }) {
  const { id, state, kind, lines, refundFen, requestedAt } = afterSale;
  return (
    <Tap className="after-sale-card" onTap={() => go(`/after-sale/detail?id=${id}`)}>
      <View className="after-sale-card-head">
        <Text className="after-sale-card-date">{momentText(requestedAt)}</Text>
        <Text className="after-sale-card-state">{words.states[state]}</Text>
      </View>
      {lines.map((line) => (
        <GoodsLine key={line.lineId} {...line} />
      ))}
      <View className="after-sale-card-foot">
        <Text className="after-sale-card-kind">{`${words.kinds[kind]}，${words.refund}`}</Text>
        <Price plain amountFen={refundFen} />
      </View>
    </Tap>
  );
});

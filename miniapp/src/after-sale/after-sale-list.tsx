import { Text, View } from '@tarojs/components';
import type { AfterSale } from '@siyu/shared';
import { memo } from 'react';
import { useOrderChanged } from '@/orders/changes';
import { go } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { EndlessList } from '@/ui/endless-list';
import { GoodsLine } from '@/ui/goods-line';
import { Price } from '@/ui/price';
import { RecordCard } from '@/ui/record-card';
import { useList } from '@/ui/use-list';
import { readAfterSales } from './api';
import { words } from './wording';
import './after-sale-list.scss';

/** The shopper's after-sales, newest first. */
export function AfterSaleList() {
  const list = useList('after-sales', (cursor) => asShopper(() => readAfterSales(cursor)));
  useOrderChanged(list.refresh);
  const toOrders = { text: words.toOrders, onTap: () => go('/orders/index') };
  return (
    <EndlessList
      list={list}
      empty={{ icon: 'return', text: words.empty, action: toOrders }}
      draw={(afterSale) => <AfterSaleCard key={afterSale.id} afterSale={afterSale} />}
    />
  );
}

/** The states in which nothing more happens. */
const PAST: readonly AfterSale['state'][] = ['refunded', 'rejected', 'cancelled'];

const AfterSaleCard = memo(function AfterSaleCard({ afterSale }: { afterSale: AfterSale }) {
  const { id, state, kind, lines, refundFen, requestedAt } = afterSale;
  return (
    <RecordCard
      at={requestedAt}
      state={words.states[state]}
      tone={state === 'to-return' ? 'urgent' : PAST.includes(state) ? 'past' : 'plain'}
      onOpen={() => go(`/after-sale/detail?id=${id}`)}
    >
      {lines.map((line) => (
        <GoodsLine key={line.lineId} {...line} />
      ))}
      <View className="after-sale-card-foot">
        <Text className="after-sale-card-kind">{words.kinds[kind]}</Text>
        <Text className="after-sale-card-said">{words.refund}</Text>
        <Price plain amountFen={refundFen} />
      </View>
    </RecordCard>
  );
});

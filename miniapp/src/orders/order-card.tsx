import { ScrollView, Text, View } from '@tarojs/components';
import type { OrderSummary } from '@siyu/shared';
import { memo, useState } from 'react';
import { serverNow } from '@/platform/clock';
import { go } from '@/platform/go';
import { Button } from '@/ui/button';
import { GoodsLine } from '@/ui/goods-line';
import { momentText, nearMomentText } from '@/ui/moment';
import { Picture } from '@/ui/picture';
import { Price } from '@/ui/price';
import { Tap } from '@/ui/tap';
import { act } from './act';
import { actionsOf, type OrderAction } from './order-actions';
import { words } from './wording';
import './order-card.scss';

/** What can be done without opening the order. */
const IN_LIST: readonly OrderAction[] = ['pay', 'confirm-receipt'];

/** An order in a list: what it holds, how far it is, what it cost. */
export const OrderCard = memo(function OrderCard({ order }: { order: OrderSummary }) {
  const [busy, setBusy] = useState(false);
  const open = () => go(`/orders/detail?id=${order.id}`);
  const action = actionsOf(order, serverNow()).find((one) => IN_LIST.includes(one));
  const tap = async (tapped: OrderAction) => {
    setBusy(true);
    await act(tapped, order);
    setBusy(false);
  };
  return (
    <View className="order-card">
      <Tap role="link" onTap={open}>
        <View className="order-card-head">
          <Text className="order-card-date">{momentText(order.placedAt)}</Text>
          <Text className={`order-card-state order-card-${order.state}`}>
            {words.states[order.state]}
          </Text>
        </View>
        <Goods order={order} />
      </Tap>
      <View className="order-card-foot">
        <View className="order-card-sum">
          <View className="order-card-total">
            <Text className="order-card-said">{totalText(order)}</Text>
            <Price plain amountFen={order.totalFen} />
          </View>
          {action === 'pay' && order.payBy !== null ? (
            <Text className="order-card-due">{words.payBefore(nearMomentText(order.payBy))}</Text>
          ) : null}
        </View>
        {action === undefined ? null : (
          <Button
            compact
            kind={action === 'pay' ? 'primary' : 'secondary'}
            loading={busy}
            text={words.actions[action]}
            onTap={() => void tap(action)}
          />
        )}
      </View>
    </View>
  );
});

/** One thing is named; of several the pictures are known best. */
function Goods({ order: { lines } }: { order: OrderSummary }) {
  const [line] = lines;
  if (line !== undefined && lines.length === 1) {
    return <GoodsLine {...line} />;
  }
  return (
    <ScrollView className="order-card-pictures" scrollX>
      <View className="order-card-row">
        {lines.map(({ id, pictureUrl, title }) => (
          <Picture key={id} className="order-card-picture" url={pictureUrl} name={title} />
        ))}
      </View>
    </ScrollView>
  );
}

function totalText({ state, lines }: OrderSummary): string {
  const pieces = lines.reduce((sum, line) => sum + line.quantity, 0);
  const unpaid = state === 'awaiting-payment' || state === 'closed';
  return `${words.pieces(pieces)}，${unpaid ? words.toPay : words.paidTotal}`;
}

import { Text, View } from '@tarojs/components';
import type { OrderSummary } from '@siyu/shared';
import { memo, useState } from 'react';
import { serverNow } from '@/platform/clock';
import { go } from '@/platform/go';
import { Button } from '@/ui/button';
import { nearMomentText } from '@/ui/moment';
import { Picture } from '@/ui/picture';
import { Price } from '@/ui/price';
import { RecordCard } from '@/ui/record-card';
import { act } from './act';
import { actionsOf, type OrderAction } from './order-actions';
import { OrderedLine } from './ordered-line';
import { totalOf } from './total';
import { words } from './wording';
import './order-card.scss';

/** What can be done without opening the order. */
const IN_LIST: readonly OrderAction[] = ['pay', 'see-team', 'confirm-receipt'];

/** An order in a list: what it holds, how far it is, what it cost. */
export const OrderCard = memo(function OrderCard({ order }: { order: OrderSummary }) {
  const { state, payBy, totalFen } = order;
  const action = actionsOf(order, serverNow()).find((one) => IN_LIST.includes(one));
  return (
    <RecordCard
      at={order.placedAt}
      state={words.states[state]}
      tone={state === 'awaiting-payment' ? 'urgent' : state === 'closed' ? 'past' : 'plain'}
      onOpen={() => go(`/orders/detail?id=${order.id}`)}
    >
      <Goods order={order} />
      <View className="order-card-foot">
        <View className="order-card-sum">
          <View className="order-card-total">
            <Text className="order-card-said">{totalText(order)}</Text>
            <Price plain amountFen={totalFen} />
          </View>
          {action === 'pay' && payBy !== null ? (
            <Text className="order-card-due">{words.payBefore(nearMomentText(payBy))}</Text>
          ) : null}
        </View>
        {action === undefined ? null : <Act action={action} order={order} />}
      </View>
    </RecordCard>
  );
});

function Act({ action, order }: { action: OrderAction; order: OrderSummary }) {
  const [busy, setBusy] = useState(false);
  const tap = async () => {
    setBusy(true);
    await act(action, order);
    setBusy(false);
  };
  return (
    <Button
      compact
      kind={action === 'pay' ? 'primary' : 'secondary'}
      loading={busy}
      text={words.actions[action]}
      onTap={() => void tap()}
    />
  );
}

/** One thing is named; of several the pictures are known best, as many as stand side by side. */
function Goods({ order: { lines } }: { order: OrderSummary }) {
  const [line] = lines;
  if (line !== undefined && lines.length === 1) return <OrderedLine line={line} />;
  return (
    <View className="order-card-pictures">
      {lines.map(({ id, pictureUrl, title }) => (
        <Picture key={id} className="order-card-picture" url={pictureUrl} name={title} />
      ))}
    </View>
  );
}

function totalText(order: OrderSummary): string {
  const pieces = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  return words.sum(pieces, words.totals[totalOf(order)]);
}

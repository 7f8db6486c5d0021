import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro';
import type { Order } from '@siyu/shared';
import { useState } from 'react';
import { WrittenAddress } from '@/addresses/written-address';
import { serverNow } from '@/platform/clock';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { BottomBar } from '@/ui/bottom-bar';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { CardBones } from '@/ui/card-bones';
import { ErrorState } from '@/ui/notice';
import { yuanText } from '@/ui/price';
import { useLoaded } from '@/ui/use-loaded';
import { act } from './act';
import { readOrder } from './api';
import { Bought } from './bought';
import { useOrderChanged } from './changes';
import { Facts } from './facts';
import { actionsOf, type OrderAction } from './order-actions';
import { Parcels } from './parcels';
import { StateHead } from './state-head';
import { Timeline } from './timeline';
import { words } from './wording';
import './detail.scss';

/** What stands out as the next step. */
const FIRST: readonly OrderAction[] = ['pay', 'see-team', 'confirm-receipt'];

/** One order, whole: `?id=`. */
export default function OrderPage() {
  const { id = '' } = useRouter().params;
  const { state, code, value, reload } = useLoaded(id, () => asShopper(() => readOrder(id)));
  useOrderChanged(reload);
  usePullDownRefresh(() => void reload().then(() => Taro.stopPullDownRefresh()));
  return (
    <Page title={words.detail}>
      {value !== null ? (
        <Shown order={value} onOver={() => void reload()} />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <CardBones shapes={['headline', 'text', 'things', 'text']} />
      )}
    </Page>
  );
}

function Shown({ order, onOver }: { order: Order; onOver: () => void }) {
  return (
    <View className="order">
      <StateHead order={order} onOver={onOver} />
      <Parcels order={order} />
      <Card>
        <WrittenAddress address={order.address} />
      </Card>
      <Bought order={order} />
      <Timeline steps={order.timeline} />
      <Facts order={order} />
      <Actions order={order} />
    </View>
  );
}

/** The next step stands out; the rest stands beside it, quieter. */
function Actions({ order }: { order: Order }) {
  const [busy, setBusy] = useState<OrderAction | null>(null);
  const actions = actionsOf(order, serverNow());
  if (actions.length === 0) return null;
  const tap = async (action: OrderAction) => {
    setBusy(action);
    await act(action, order);
    setBusy(null);
  };
  return (
    <BottomBar>
      <View className="order-actions">
        {[...actions].reverse().map((action) => (
          <Button
            key={action}
            compact
            kind={FIRST.includes(action) ? 'primary' : 'secondary'}
            loading={busy === action}
            disabled={busy !== null && busy !== action}
            text={actionText(action, order)}
            onTap={() => void tap(action)}
          />
        ))}
      </View>
    </BottomBar>
  );
}

function actionText(action: OrderAction, { paidBy }: Order): string {
  if (action !== 'pay' || paidBy.wechatFen === 0) return words.actions[action];
  return words.pay(yuanText(paidBy.wechatFen));
}

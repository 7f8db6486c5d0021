import { Text, View } from '@tarojs/components';
import type { OrderCounts } from '@siyu/shared';
import { badgeText } from '@/cart/badge';
import { go } from '@/platform/go';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Icon, type IconName } from '@/ui/icon';
import { Tap } from '@/ui/tap';
import { words } from './wording';
import './order-shortcuts.scss';

const SHORTCUTS: { count: keyof OrderCounts; tab: string; icon: IconName; text: string }[] = [
  { count: 'awaitingPayment', tab: 'awaiting-payment', icon: 'wallet', text: words.toPay },
  { count: 'toShip', tab: 'to-ship', icon: 'parcel', text: words.toShip },
  { count: 'toReceive', tab: 'shipped', icon: 'truck', text: words.toReceive },
  { count: 'afterSale', tab: 'after-sale', icon: 'return', text: words.afterSale },
];

/** Orders by what they wait for, with how many of each. */
export function OrderShortcuts({ counts }: { counts: OrderCounts | null }) {
  return (
    <Card className="shortcuts">
      <Cell text={words.orders} value={words.allOrders} onTap={() => go('/orders/index')} />
      <View className="shortcuts-row">
        {SHORTCUTS.map(({ count, tab, icon, text }) => {
          const number = counts?.[count] ?? 0;
          return (
            <Tap
              key={tab}
              className="shortcut"
              label={words.waiting(text, number)}
              onTap={() => go(`/orders/index?tab=${tab}`)}
            >
              <View className="shortcut-icon">
                <Icon name={icon} />
                {number === 0 ? null : <Text className="shortcut-count">{badgeText(number)}</Text>}
              </View>
              <Text className="shortcut-text">{text}</Text>
            </Tap>
          );
        })}
      </View>
    </Card>
  );
}

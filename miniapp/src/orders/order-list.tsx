import type { OrderState } from '@siyu/shared';
import { go } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { EndlessList } from '@/ui/endless-list';
import { useList } from '@/ui/use-list';
import { readOrders } from './api';
import { useOrderChanged } from './changes';
import { OrderCard } from './order-card';
import { words } from './wording';

/** Orders of one state, or all of them, without an end. */
export function OrderList({ state }: { state: OrderState | undefined }) {
  const list = useList(state ?? 'all', (cursor) => asShopper(() => readOrders(state, cursor)));
  useOrderChanged(list.refresh);
  const toShop = { text: words.toShop, onTap: () => go('/home/index') };
  return (
    <EndlessList
      list={list}
      empty={{ icon: 'parcel', text: words.empty, action: toShop }}
      draw={(order) => <OrderCard key={order.id} order={order} />}
    />
  );
}

import type { BroughtShopper } from '@siyu/shared';
import { go } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { EndlessList } from '@/ui/endless-list';
import { nearMomentText } from '@/ui/moment';
import { yuanText } from '@/ui/price';
import { useList } from '@/ui/use-list';
import { readTeam } from './api';
import { Row } from './row';
import { words } from './wording';

/** Those who were brought directly, whether they bought or not. */
export default function BroughtShoppersPage() {
  const list = useList('team', (cursor) => asShopper(() => readTeam(cursor)));
  return (
    <Page title={words.team}>
      <EndlessList
        list={list}
        empty={{
          ...{ icon: 'gift', text: words.teamEmpty },
          action: { text: words.share, onTap: () => go('/home/index') },
        }}
        draw={(one) => <Brought key={one.id} brought={one} />}
      />
    </Page>
  );
}

function Brought({ brought }: { brought: BroughtShopper }) {
  const { name, joinedAt, isInForce, orders, commissionFen, lastPaidAt } = brought;
  const last = lastPaidAt === null ? null : words.lastOrder(nearMomentText(lastPaidAt));
  return (
    <Row
      name={name === '' ? words.unnamed : words.buyer(name)}
      amount={yuanText(commissionFen)}
      about={words.joined(nearMomentText(joinedAt))}
      state={orders === 0 ? words.noOrders : words.orderCount(orders)}
      note={isInForce ? last : words.lapsed}
      past={orders === 0}
    />
  );
}

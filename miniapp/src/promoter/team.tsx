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

/** Those who were brought directly and bought since. */
export default function BroughtShoppersPage() {
  const list = useList('team', (cursor) => asShopper(() => readTeam(cursor)));
  return (
    <Page title={words.team}>
      <EndlessList
        list={list}
        empty={{
          ...{ icon: 'gift', text: words.teamEmpty },
          action: { text: words.toShop, onTap: () => go('/home/index') },
        }}
        draw={({ id, name, orders, commissionFen, lastPaidAt }) => (
          <Row
            key={id}
            name={name === '' ? words.unnamed : words.buyer(name)}
            amount={yuanText(commissionFen)}
            about={words.boughtTimes(orders, nearMomentText(lastPaidAt))}
          />
        )}
      />
    </Page>
  );
}

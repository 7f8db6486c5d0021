import { go } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { EndlessList } from '@/ui/endless-list';
import { useList } from '@/ui/use-list';
import { readGrowth } from './api';
import { HistoryRow } from './history-row';
import { words } from './wording';

/** Growth given and taken back. */
export default function GrowthPage() {
  const list = useList('', (cursor) => asShopper(() => readGrowth(cursor)));
  const action = { text: words.toShop, onTap: () => go('/category/index') };
  return (
    <Page title={words.growth}>
      <EndlessList
        list={list}
        empty={{ icon: 'rise', text: words.growthEmpty, action }}
        draw={(event) => {
          const { source, growth, recordedAt, isTakenBack } = event;
          const text = words.sources[source];
          return (
            <HistoryRow
              key={`${recordedAt}${source}${growth}`}
              text={isTakenBack ? words.takenBack(text) : text}
              at={recordedAt}
              count={growth}
            />
          );
        }}
      />
    </Page>
  );
}

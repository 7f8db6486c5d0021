import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { EndlessList } from '@/ui/endless-list';
import { nearMomentText } from '@/ui/moment';
import { yuanText } from '@/ui/price';
import { useList } from '@/ui/use-list';
import { readWithdrawals } from './api';
import { Row } from './row';
import { words } from './wording';

/** What was withdrawn, newest first. */
export default function WithdrawalsPage() {
  const list = useList('withdrawals', (cursor) => asShopper(() => readWithdrawals(cursor)));
  return (
    <Page title={words.withdrawals}>
      <EndlessList
        list={list}
        empty={{ icon: 'wallet', text: words.withdrawalsEmpty }}
        draw={({ id, channel, state, amountFen, taxFen, note, askedAt }) => (
          <Row
            key={id}
            name={words.channels[channel]}
            amount={yuanText(amountFen)}
            about={nearMomentText(askedAt)}
            state={words.withdrawalStates[state]}
            note={
              [taxFen === 0 ? '' : words.tax(yuanText(taxFen)), note].filter(Boolean).join(' · ') ||
              null
            }
            past={state === 'returned'}
          />
        )}
      />
    </Page>
  );
}

import Taro, { usePullDownRefresh } from '@tarojs/taro';
import type { Withdrawal } from '@siyu/shared';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { EndlessList } from '@/ui/endless-list';
import { useList } from '@/ui/use-list';
import { readWithdrawals } from './api';
import { WithdrawalRow } from './withdrawal-row';
import { words } from './wording';

/** What was withdrawn, newest first. */
export default function WithdrawalsPage() {
  const list = useList('withdrawals', (cursor) => asShopper(() => readWithdrawals(cursor)));
  usePullDownRefresh(() => void list.refresh().then(() => Taro.stopPullDownRefresh()));
  const draw = (withdrawal: Withdrawal) => (
    <WithdrawalRow key={withdrawal.id} withdrawal={withdrawal} onChanged={list.refresh} />
  );
  return (
    <Page title={words.withdrawals}>
      <EndlessList
        list={list}
        empty={{ icon: 'wallet', text: words.withdrawalsEmpty }}
        draw={draw}
      />
    </Page>
  );
}

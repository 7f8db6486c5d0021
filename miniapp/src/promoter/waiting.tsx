import { View } from '@tarojs/components';
import { asShopper } from '@/session/as-shopper';
import { useLoaded } from '@/ui/use-loaded';
import { readWithdrawals } from './api';
import { WithdrawalRow } from './withdrawal-row';

/** Withdrawals that wait for their promoter to receive them, in the promoter centre. */
export function Waiting({ onChanged }: { onChanged: () => void }) {
  const { value, reload } = useLoaded('waiting', () => asShopper(() => readWithdrawals(null)));
  const waiting = value?.items.filter(({ state }) => state === 'sending') ?? [];
  const changed = async () => {
    await reload();
    onChanged();
  };
  return (
    <View className="waiting">
      {waiting.map((withdrawal) => (
        <WithdrawalRow key={withdrawal.id} withdrawal={withdrawal} onChanged={changed} />
      ))}
    </View>
  );
}

import { Text, View } from '@tarojs/components';
import type { TransferState, Withdrawal } from '@siyu/shared';
import { asShopper } from '@/session/as-shopper';
import { Button } from '@/ui/button';
import { ReceiveButton } from '@/ui/receive-button';
import { confirmed, sayWhy } from '@/ui/say';
import { readTransfer, takeBack } from './api';
import { words } from './wording';

interface ToReceiveProps {
  withdrawal: Withdrawal;
  onChanged: () => Promise<void>;
}

/** Whether nobody confirmed its transfer in time, or it failed otherwise. */
export function isExpired(state: TransferState | null): boolean {
  return state === 'failed' || state === 'cancelled';
}

/** What can be done with a withdrawal that is sent: receive it, or take it back once it failed. */
export function ToReceive({ withdrawal, onChanged }: ToReceiveProps) {
  const { id, netFen, transferState } = withdrawal;
  const back = async () => {
    const { takeBackTitle: title, takeBackText: text, takeBackYes: yes } = words;
    if (!(await confirmed({ title, text, yes }))) return;
    await asShopper(() => takeBack(id)).then(onChanged, sayWhy);
  };
  return (
    <View className="to-receive">
      <Text className="to-receive-note">
        {isExpired(transferState) ? words.expired : words.toReceiveNote}
      </Text>
      <ReceiveButton
        amountFen={netFen}
        readTransfer={() => asShopper(() => readTransfer(id))}
        onChanged={onChanged}
      />
      {isExpired(transferState) ? (
        <Button kind="quiet" text={words.takeBack} onTap={() => void back()} />
      ) : null}
    </View>
  );
}

import { Text } from '@tarojs/components';
import type { PlanRefundView } from '@siyu/shared';
import { asShopper } from '@/session/as-shopper';
import { Card } from '@/ui/card';
import { ReceiveButton } from '@/ui/receive-button';
import { readTransfer } from './api';
import { words } from './wording';

interface ToReceiveProps {
  refund: PlanRefundView;
  onChanged: () => Promise<void>;
}

/** What goes back of a plan and waits for its buyer to receive it in WeChat. */
export function ToReceive({ refund: { id, amountFen }, onChanged }: ToReceiveProps) {
  return (
    <Card title={words.toReceive}>
      <Text className="paid-text">{words.toReceiveNote}</Text>
      <ReceiveButton
        amountFen={amountFen}
        readTransfer={() => asShopper(() => readTransfer(id))}
        onChanged={onChanged}
      />
    </Card>
  );
}

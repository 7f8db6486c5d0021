import type { RechargeRefundView } from '@siyu/shared';
import { ReceiveButton } from '@/ui/receive-button';
import { readTransfer } from './api';

interface ReceiveWayProps {
  refunds: readonly RechargeRefundView[];
  onChanged: () => Promise<void>;
}

/** Refunds that wait for their shopper to receive them in WeChat. */
export function toReceive(refunds: readonly RechargeRefundView[]): RechargeRefundView[] {
  return refunds.filter(({ channel, refundedAt }) => channel === 'transfer' && refundedAt === null);
}

/** One button that receives the oldest of them, with its amount; nothing where none waits. */
export function ReceiveWay({ refunds, onChanged }: ReceiveWayProps) {
  const [next] = toReceive(refunds);
  if (next === undefined) return null;
  const { id, amountFen } = next;
  return (
    <ReceiveButton
      amountFen={amountFen}
      readTransfer={() => readTransfer(id)}
      onChanged={onChanged}
    />
  );
}

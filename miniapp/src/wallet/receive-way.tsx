import type { RechargeRefundView } from '@siyu/shared';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { yuanText } from '@/ui/price';
import { say, sayWhy } from '@/ui/say';
import { receiveRefund } from './receive-refund';
import { words } from './wording';

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
  const [busy, setBusy] = useState(false);
  const [next] = toReceive(refunds);
  if (next === undefined) return null;
  const receive = async () => {
    setBusy(true);
    try {
      say(words.receipts[await receiveRefund(next.id)]);
      await onChanged();
    } catch (error) {
      sayWhy(error);
    }
    setBusy(false);
  };
  const text = words.receive(yuanText(next.amountFen));
  return <Button text={text} loading={busy} onTap={() => void receive()} />;
}

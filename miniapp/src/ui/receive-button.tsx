import type { Fen, TransferAnswer } from '@siyu/shared';
import { useState } from 'react';
import { inLanguage } from '@/platform/language';
import { receiptOf, type Receipt } from '@/platform/receive-transfer';
import { Button } from './button';
import { yuanText } from './price';
import { say, sayWhy } from './say';

interface ReceiveButtonProps {
  amountFen: Fen;
  readTransfer: () => Promise<TransferAnswer>;
  onChanged: () => Promise<void>;
}

export const receiptWords: Record<Receipt, string> = inLanguage(
  {
    received: '已收款，请在微信零钱中查看',
    waiting: '微信正在处理，请稍后刷新',
    cancelled: '尚未收款，可随时再来确认',
  },
  {
    received: 'Received. See your WeChat balance.',
    waiting: 'WeChat is working on it. Refresh in a moment.',
    cancelled: 'Not received yet. Come back any time.',
  },
);
const receive = inLanguage(
  (yuan: string) => `确认收款 ${yuan}`,
  (yuan) => `Receive ${yuan}`,
);

/** Has money received that waits for its person in WeChat, and says how that went. */
export function ReceiveButton({ amountFen, readTransfer, onChanged }: ReceiveButtonProps) {
  const [busy, setBusy] = useState(false);
  const tapped = async () => {
    setBusy(true);
    try {
      say(receiptWords[await receiptOf(readTransfer)]);
      await onChanged();
    } catch (error) {
      sayWhy(error);
    }
    setBusy(false);
  };
  return <Button text={receive(yuanText(amountFen))} loading={busy} onTap={() => void tapped()} />;
}

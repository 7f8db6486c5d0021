import { Text } from '@tarojs/components';
import { fen, type ShownPlan } from '@siyu/shared';
import { useState } from 'react';
import { Amounts, type Amount } from '@/ui/amounts';
import { Button } from '@/ui/button';
import { yuanText } from '@/ui/price';
import { say, sayWhy } from '@/ui/say';
import { Sheet } from '@/ui/sheet';
import { buyAndPay } from './buy-and-pay';
import { words } from './wording';

interface ConfirmSheetProps {
  plan: ShownPlan;
  isMember: boolean;
  fullRefundDays: number;
  onClose: () => void;
  onChanged: () => Promise<void>;
}

/** What is paid, when it begins and that it ends by itself, before anything is paid. */
export function ConfirmSheet(props: ConfirmSheetProps) {
  const { plan, isMember, fullRefundDays, onClose, onChanged } = props;
  const { priceFen } = plan;
  const [busy, setBusy] = useState(false);
  const pay = async () => {
    setBusy(true);
    try {
      if ((await buyAndPay(plan)).state === 'paid') say(words.bought);
    } catch (error) {
      sayWhy(error);
    }
    onClose();
    await onChanged();
  };
  const text = priceFen === 0 ? words.take : words.pay(yuanText(priceFen));
  return (
    <Sheet
      open
      title={words.confirm}
      {...(!busy && { onClose })}
      footer={<Button text={text} loading={busy} onTap={() => void pay()} />}
    >
      <Amounts rows={rowsOf(plan, isMember)} total={{ name: words.toPay, amountFen: priceFen }} />
      <Text className="paid-sheet-note">{words.confirmNote(fullRefundDays)}</Text>
    </Sheet>
  );
}

function rowsOf({ name, priceFen }: ShownPlan, isMember: boolean): Amount[] {
  const said = (row: string, text: string) => ({ name: row, amountFen: fen(0), text });
  return [
    said(words.title, name),
    said(words.begins, isMember ? words.beginsAfter : words.beginsNow),
    said(words.renewal, words.renewalNo),
    { name: words.price, amountFen: priceFen },
  ];
}

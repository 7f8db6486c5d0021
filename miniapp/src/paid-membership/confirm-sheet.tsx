import { Text } from '@tarojs/components';
import { fen, type ShownPlan } from '@siyu/shared';
import { useState } from 'react';
import { Amounts, type Amount } from '@/ui/amounts';
import { Button } from '@/ui/button';
import { yuanText } from '@/ui/price';
import { sayWhy } from '@/ui/say';
import { Sheet } from '@/ui/sheet';
import { afterPaying, buyAndPay } from './buy-and-pay';
import { words } from './wording';

interface ConfirmSheetProps {
  plan: ShownPlan;
  isMember: boolean;
  fullRefundDays: number;
  /** Whether a friend is to have it. */
  asGift: boolean;
  onClose: () => void;
  onChanged: () => Promise<void>;
}

/** What is paid, when it begins and that it ends by itself, before anything is paid. */
export function ConfirmSheet(props: ConfirmSheetProps) {
  const { plan, asGift, onClose, onChanged } = props;
  const { priceFen } = plan;
  const [busy, setBusy] = useState(false);
  const pay = async () => {
    setBusy(true);
    try {
      await afterPaying(await buyAndPay(plan, asGift));
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
      title={asGift ? words.gift.confirm : words.confirm}
      {...(!busy && { onClose })}
      footer={<Button text={text} loading={busy} onTap={() => void pay()} />}
    >
      <Amounts rows={rowsOf(props)} total={{ name: words.toPay, amountFen: priceFen }} />
      <Text className="paid-sheet-note">{noteOf(props)}</Text>
    </Sheet>
  );
}

function noteOf({ plan, asGift, fullRefundDays }: ConfirmSheetProps): string {
  if (asGift && plan.giftDays !== null) return words.gift.confirmNote(plan.giftDays);
  return words.confirmNote(fullRefundDays);
}

function rowsOf({ plan: { name, priceFen }, isMember, asGift }: ConfirmSheetProps): Amount[] {
  const said = (row: string, text: string) => ({ name: row, amountFen: fen(0), text });
  return [
    said(words.title, name),
    said(words.begins, asGift ? words.gift.begins : isMember ? words.beginsAfter : words.beginsNow),
    said(words.renewal, words.renewalNo),
    { name: words.price, amountFen: priceFen },
  ];
}

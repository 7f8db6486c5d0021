import { Text } from '@tarojs/components';
import { fen, type OfferedRecharge, type PlaceRecharge } from '@siyu/shared';
import { useState } from 'react';
import { go } from '@/platform/go';
import { Amounts, type Amount } from '@/ui/amounts';
import { Button } from '@/ui/button';
import { yuanText } from '@/ui/price';
import { sayWhy } from '@/ui/say';
import { Sheet } from '@/ui/sheet';
import { rechargeAndPay } from './recharge-and-pay';
import { words } from './wording';
import './confirm-sheet.scss';

type Chosen = PlaceRecharge & Pick<OfferedRecharge, 'coupons' | 'growth'>;

interface ConfirmSheetProps {
  chosen: Chosen;
  onClose: () => void;
  onRefused: () => void;
}

/** What is paid and what comes for it, before anything is paid. */
export function ConfirmSheet({ chosen, onClose, onRefused }: ConfirmSheetProps) {
  const { planId, shownPrincipalFen, shownBonusFen } = chosen;
  const [busy, setBusy] = useState(false);
  const pay = async () => {
    setBusy(true);
    try {
      const id = await rechargeAndPay({ planId, shownPrincipalFen, shownBonusFen });
      onClose();
      go(`/wallet/recharge?id=${id}`);
    } catch (error) {
      sayWhy(error);
      onClose();
      onRefused();
    }
    setBusy(false);
  };
  return (
    <Sheet
      open
      title={words.confirmTitle}
      {...(!busy && { onClose })}
      footer={
        <Button
          text={words.pay(yuanText(shownPrincipalFen))}
          loading={busy}
          onTap={() => void pay()}
        />
      }
    >
      <Amounts rows={rowsOf(chosen)} total={{ name: words.toPay, amountFen: shownPrincipalFen }} />
      <Text className="wallet-sheet-note">{words.confirmNote}</Text>
    </Sheet>
  );
}

/** What comes for it. */
function rowsOf({ shownPrincipalFen, shownBonusFen, coupons, growth }: Chosen): Amount[] {
  const counted = (name: string, text: string) => ({ name, amountFen: fen(0), text });
  return [
    { name: words.toPrincipal, amountFen: shownPrincipalFen },
    ...(shownBonusFen > 0 ? [{ name: words.toBonus, amountFen: shownBonusFen }] : []),
    ...(coupons > 0 ? [counted(words.toCoupons, words.couponCount(coupons))] : []),
    ...(growth > 0 ? [counted(words.toGrowth, String(growth))] : []),
  ];
}

import { Text, View } from '@tarojs/components';
import type { RechargeRefundPreview } from '@siyu/shared';
import { useState } from 'react';
import { Amounts, type Amount } from '@/ui/amounts';
import { Button } from '@/ui/button';
import { ErrorState } from '@/ui/notice';
import { yuanText } from '@/ui/price';
import { say, sayWhy } from '@/ui/say';
import { Sheet } from '@/ui/sheet';
import { Bone } from '@/ui/skeleton';
import { useLoaded } from '@/ui/use-loaded';
import { giveBack, previewRefund } from './api';
import { words } from './wording';
import './confirm-sheet.scss';

interface RefundSheetProps {
  rechargeId: string;
  onClose: () => void;
  onGivenBack: () => Promise<void>;
}

/** Asking a recharge back: the rule, what it comes to and why, and only then the answer. */
export function RefundSheet({ rechargeId, onClose, onGivenBack }: RefundSheetProps) {
  const { state, code, value, reload } = useLoaded(rechargeId, () => previewRefund(rechargeId));
  const [busy, setBusy] = useState(false);
  const ask = async ({ amountFen }: RechargeRefundPreview) => {
    setBusy(true);
    try {
      await giveBack(rechargeId, amountFen);
      say(words.refunded(yuanText(amountFen)));
      await onGivenBack();
      onClose();
    } catch (error) {
      sayWhy(error);
      await reload();
    }
    setBusy(false);
  };
  return (
    <Sheet
      open
      title={words.refundTitle}
      {...(!busy && { onClose })}
      {...(value !== null &&
        value.amountFen > 0 && {
          footer: <Answer preview={value} busy={busy || state === 'loading'} onAsk={ask} />,
        })}
    >
      {value !== null ? (
        <Calculation preview={value} />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <Bone shape="wide" />
      )}
    </Sheet>
  );
}

interface AnswerProps {
  preview: RechargeRefundPreview;
  busy: boolean;
  onAsk: (preview: RechargeRefundPreview) => Promise<void>;
}

function Answer({ preview, busy, onAsk }: AnswerProps) {
  const text = words.refundYes(yuanText(preview.amountFen));
  return <Button text={text} loading={busy} onTap={() => void onAsk(preview)} />;
}

/** What goes back and why, with the rule it goes by. */
function Calculation({ preview }: { preview: RechargeRefundPreview }) {
  const { amountFen } = preview;
  return (
    <View>
      <Amounts rows={rowsOf(preview)} total={{ name: words.back, amountFen }} />
      <Text className="wallet-sheet-note">
        {amountFen > 0 ? words.refundRule : words.nothingBack}
      </Text>
    </View>
  );
}

/** The calculation, as the server made it. */
function rowsOf(preview: RechargeRefundPreview): Amount[] {
  const { paidFen, returnedFen, principalFen, bonusFen, channel } = preview;
  const { discountWithheldFen, couponsWithheldFen } = preview;
  const less = (name: string, amountFen: Amount['amountFen']) => ({ name, amountFen, less: true });
  return [
    { name: words.paid, amountFen: paidFen },
    ...(returnedFen > 0 ? [less(words.returned, returnedFen)] : []),
    { name: words.unused, amountFen: principalFen },
    ...(discountWithheldFen > 0 ? [less(words.discountWithheld, discountWithheldFen)] : []),
    ...(couponsWithheldFen > 0 ? [less(words.couponsWithheld, couponsWithheldFen)] : []),
    ...(bonusFen > 0 ? [{ name: words.bonusTaken, amountFen: bonusFen }] : []),
    { name: words.channel, amountFen: preview.amountFen, text: words.channels[channel] },
  ];
}

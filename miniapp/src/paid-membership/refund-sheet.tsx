import { Text, View } from '@tarojs/components';
import { fen, type PlanRefundPreview } from '@siyu/shared';
import { useState } from 'react';
import { Amounts, type Amount } from '@/ui/amounts';
import { Button } from '@/ui/button';
import { ErrorState } from '@/ui/notice';
import { yuanText } from '@/ui/price';
import { say, sayWhy } from '@/ui/say';
import { Sheet } from '@/ui/sheet';
import { Bone } from '@/ui/skeleton';
import { useLoaded } from '@/ui/use-loaded';
import { givePlanBack, previewPlanRefund } from './api';
import { words } from './wording';

/** Giving a plan back: the whole calculation first, and only then the answer. */
export function RefundSheet({ purchaseId, onClose }: { purchaseId: string; onClose: () => void }) {
  const { state, code, value, reload } = useLoaded(purchaseId, () => previewPlanRefund(purchaseId));
  const [busy, setBusy] = useState(false);
  const ask = async ({ amountFen }: PlanRefundPreview) => {
    setBusy(true);
    try {
      await givePlanBack(purchaseId, amountFen);
      say(words.refunded(yuanText(amountFen)));
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
  preview: PlanRefundPreview;
  busy: boolean;
  onAsk: (preview: PlanRefundPreview) => Promise<void>;
}

function Answer({ preview, busy, onAsk }: AnswerProps) {
  const text = words.refundYes(yuanText(preview.amountFen));
  return <Button text={text} loading={busy} onTap={() => void onAsk(preview)} />;
}

function Calculation({ preview }: { preview: PlanRefundPreview }) {
  const { amountFen, isWhole } = preview;
  const note = amountFen === 0 ? words.nothingBack : isWhole ? words.whole : words.partly;
  return (
    <View>
      <Amounts rows={rowsOf(preview)} total={{ name: words.refundOf.back, amountFen }} />
      <Text className="paid-sheet-note">{note}</Text>
    </View>
  );
}

/** The calculation, as the server made it. */
function rowsOf(preview: PlanRefundPreview): Amount[] {
  const { paidFen, unusedDays, totalDays, unusedFen, channel } = preview;
  const { savedFen, couponsFen, benefitsFen } = preview;
  const named = words.refundOf;
  const said = (name: string, text: string) => ({ name, amountFen: fen(0), text });
  return [
    { name: named.paid, amountFen: paidFen },
    said(named.days, named.daysOf(unusedDays, totalDays)),
    { name: named.unused, amountFen: unusedFen },
    ...(savedFen > 0 ? [{ name: named.saved, amountFen: savedFen }] : []),
    ...(couponsFen > 0 ? [{ name: named.coupons, amountFen: couponsFen }] : []),
    ...(benefitsFen > 0 ? [{ name: named.withheld, amountFen: benefitsFen, less: true }] : []),
    said(named.channel, words.channels[channel]),
  ];
}

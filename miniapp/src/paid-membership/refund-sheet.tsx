import { fen, type PlanRefundPreview } from '@siyu/shared';
import type { Amount } from '@/ui/amounts';
import { RefundSheet } from '@/ui/refund-sheet';
import { givePlanBack, previewPlanRefund } from './api';
import { words } from './wording';

interface PlanRefundProps {
  purchaseId: string;
  /** Of a gift that nobody has accepted. */
  isGift?: boolean;
  onClose: () => void;
  onGivenBack: () => Promise<void>;
}

/** Giving a plan back: how the amount comes about. */
export function PlanRefund({ purchaseId, isGift = false, ...then }: PlanRefundProps) {
  return (
    <RefundSheet
      id={purchaseId}
      preview={previewPlanRefund}
      giveBack={givePlanBack}
      rowsOf={isGift ? giftRows : rowsOf}
      noteOf={isGift ? () => words.gift.takeBackNote : noteOf}
      words={{
        title: isGift ? words.gift.takeBack : words.refundTitle,
        ...{ total: words.refundOf.back, yes: words.refundYes, done: words.refunded },
      }}
      {...then}
    />
  );
}

function noteOf({ amountFen, isWhole }: PlanRefundPreview): string {
  if (amountFen === 0) return words.nothingBack;
  return isWhole ? words.whole : words.partly;
}

/** Nobody has had a day of it. */
function giftRows({ paidFen, channel }: PlanRefundPreview): Amount[] {
  const { paid, channel: how } = words.refundOf;
  return [{ name: paid, amountFen: paidFen }, said(how, words.channels[channel])];
}

function rowsOf(preview: PlanRefundPreview): Amount[] {
  const { paidFen, unusedDays, totalDays, unusedFen, channel } = preview;
  const { savedFen, couponsFen, benefitsFen } = preview;
  const named = words.refundOf;
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

function said(name: string, text: string): Amount {
  return { name, amountFen: fen(0), text };
}

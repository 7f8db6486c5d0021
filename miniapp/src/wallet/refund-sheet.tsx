import type { RechargeRefundPreview } from '@siyu/shared';
import type { Amount } from '@/ui/amounts';
import { RefundSheet } from '@/ui/refund-sheet';
import { giveBack, previewRefund } from './api';
import { words } from './wording';

interface RechargeRefundProps {
  id: string;
  onClose: () => void;
  onGivenBack: () => Promise<void>;
}

/** Asking a recharge back: the rule, what it comes to and why. */
export function RechargeRefund(asked: RechargeRefundProps) {
  return (
    <RefundSheet
      preview={previewRefund}
      giveBack={giveBack}
      rowsOf={rowsOf}
      noteOf={({ amountFen }) => (amountFen > 0 ? words.refundRule : words.nothingBack)}
      words={{
        ...{ title: words.refundTitle, total: words.back },
        ...{ yes: words.refundYes, done: words.refunded },
      }}
      {...asked}
    />
  );
}

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

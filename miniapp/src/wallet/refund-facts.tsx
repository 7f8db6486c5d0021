import type { RechargeRefundView } from '@siyu/shared';
import { Fact } from '@/ui/fact';
import { momentText } from '@/ui/moment';
import { yuanText } from '@/ui/price';
import { toReceive } from './receive-way';
import { words } from './wording';

/** What was given back of a recharge: how much, and when it arrived or what it waits for. */
export function RefundFacts({ refunds }: { refunds: readonly RechargeRefundView[] }) {
  return refunds.map((refund) => (
    <Fact
      key={refund.id}
      name={words.refundOf(yuanText(refund.amountFen))}
      value={textOf(refund)}
    />
  ));
}

function textOf(refund: RechargeRefundView): string {
  if (toReceive([refund]).length > 0) return words.toReceive;
  return words.refundAt(refund.refundedAt && momentText(refund.refundedAt));
}

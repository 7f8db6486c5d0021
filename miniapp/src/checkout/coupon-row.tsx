import type { QuoteAnswer } from '@siyu/shared';
import { useState } from 'react';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { yuanText } from '@/ui/price';
import { couponsOf, type CouponChoice, type CouponsOfQuote } from './coupon-choice';
import { CouponSheet } from './coupon-sheet';
import type { CheckoutState } from './use-checkout';
import { words } from './wording';

/** Coupons in one line: what the chosen ones save, or how many could be used. */
export function CouponRow({ checkout, quote }: { checkout: CheckoutState; quote: QuoteAnswer }) {
  const [open, setOpen] = useState(false);
  const coupons = couponsOf(quote);
  return (
    <Card className="checkout-coupons">
      <Cell
        text={words.coupons}
        value={couponText(coupons, checkout.couponIds)}
        onTap={() => (checkout.locked ? undefined : setOpen(true))}
      />
      {open ? (
        <CouponSheet coupons={coupons} checkout={checkout} onClose={() => setOpen(false)} />
      ) : null}
    </Card>
  );
}

function couponText({ applied, usable, savedFen }: CouponsOfQuote, chosen: CouponChoice): string {
  if (applied.length > 0) {
    const saved = savedFen > 0 ? `−${yuanText(savedFen)}` : words.used(applied.length);
    return chosen === null ? words.bestChosen(saved) : saved;
  }
  if (chosen?.length === 0) return words.noCoupon;
  return usable.length > 0 ? words.usable(usable.length) : words.noneUsable;
}

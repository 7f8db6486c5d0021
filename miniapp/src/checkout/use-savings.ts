import { useEffect, useState } from 'react';
import { givenText, unmetText } from '@/promotions/verdict-text';
import { readQuote } from './api';
import type { CouponVerdict } from './coupon-choice';
import type { CheckoutState } from './use-checkout';

/**
 * What each coupon that stands back would save if it were chosen, asked of the server while the
 * sheet is open. One that cannot be had is left without a word; choosing it prices it anyhow.
 */
export function useSavings(
  { lines, address }: Pick<CheckoutState, 'lines' | 'address'>,
  coupons: readonly CouponVerdict[],
): Readonly<Record<string, string>> {
  const [savings, setSavings] = useState<Record<string, string>>({});
  const asked = coupons.map(({ couponId }) => couponId).join();
  useEffect(() => {
    let wanted = true;
    const addressId = address?.id ?? null;
    for (const couponId of asked === '' ? [] : asked.split(',')) {
      void readQuote({ lines, addressId, couponIds: [couponId] }).then(
        ({ offers }) => {
          const verdict = offers.find((one) => one.couponId === couponId);
          if (!wanted || !verdict) return;
          const text = verdict.applied ? givenText(verdict) : unmetText(verdict);
          setSavings((before) => ({ ...before, [couponId]: text }));
        },
        () => undefined,
      );
    }
    return () => void (wanted = false);
  }, [asked, lines, address]);
  return savings;
}

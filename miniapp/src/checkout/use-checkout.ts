import type { Address, QuoteAnswer } from '@siyu/shared';
import { useEffect, useRef, useState } from 'react';
import { useAddressChoice } from '@/addresses/choice';
import { say } from '@/ui/say';
import { useLoaded } from '@/ui/use-loaded';
import { readQuote } from './api';
import type { CouponChoice } from './coupon-choice';
import type { Purchase } from './load-purchase';
import { usePlacing } from './use-placing';
import { withQuantity, type Through } from './wanted';
import { words } from './wording';

export type CheckoutState = ReturnType<typeof useCheckout>;

/** The purchase as it stands on the page: its lines, where it goes, what it costs, placing it. */
export function useCheckout(purchase: Purchase) {
  const [lines, setLines] = useState(purchase.lines);
  const [couponIds, setCouponIds] = useState<CouponChoice>(null);
  const [remark, setRemark] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const chosen = useAddressChoice((choice) => choice.address);
  const address: Address | null = chosen ?? purchase.address;
  const quoted = useQuote(lines, address, couponIds, purchase.through);
  const { stopped, setStopped, busy, locked, place } = usePlacing(
    purchase.through,
    () => void quoted.reload(),
  );

  const placeAt = async ({ totalFen, lines: priced }: QuoteAnswer) => {
    if (address === null) return say(words.chooseAddress);
    if (!confirmed && priced.some((line) => !line.returnable)) {
      return setStopped({ code: 'RETURN_POLICY_UNCONFIRMED', facts: {}, shown: totalFen });
    }
    await place({
      ...{ lines, fromCart: purchase.fromCart, addressId: address.id, shownTotalFen: totalFen },
      ...{ returnPolicyConfirmed: confirmed, remark: remark.trim() },
      couponIds: couponIds && [...couponIds],
    });
  };
  const confirm = (checked: boolean) => {
    setConfirmed(checked);
    if (stopped?.code === 'RETURN_POLICY_UNCONFIRMED') setStopped(null);
  };
  const setQuantity = (skuId: string, quantity: number) => {
    setStopped(null);
    setLines((before) => withQuantity(before, skuId, quantity));
  };
  const chooseCoupons = (choice: CouponChoice) => {
    setStopped(null);
    setCouponIds(choice);
  };
  return {
    ...{ lines, address, couponIds, remark, confirmed, quoted, stopped, busy, locked },
    ...{ setRemark, confirm, setQuantity, chooseCoupons, place: placeAt },
  };
}

/** The server's price for these lines, this address and these coupons, asked again with each. */
function useQuote(
  lines: Purchase['lines'],
  address: Address | null,
  couponIds: CouponChoice,
  through: Through | null,
) {
  const asked = useRef({ lines, address, couponIds });
  const quoted = useLoaded('quote', () =>
    readQuote({
      lines: asked.current.lines,
      addressId: asked.current.address?.id ?? null,
      couponIds: asked.current.couponIds && [...asked.current.couponIds],
      through: through && { campaignId: through.campaignId, teamId: through.teamId },
    }),
  );
  const { reload } = quoted;
  useEffect(() => {
    const { current } = asked;
    const isSame = current.lines === lines && current.address === address;
    if (isSame && current.couponIds === couponIds) return;
    asked.current = { lines, address, couponIds };
    if (lines.length > 0) void reload();
  }, [lines, address, couponIds, reload]);
  return quoted;
}

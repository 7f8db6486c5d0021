import type { Address, QuoteAnswer } from '@siyu/shared';
import { useEffect, useRef, useState } from 'react';
import { useAddressChoice } from '@/addresses/choice';
import { say } from '@/ui/say';
import { useLoaded } from '@/ui/use-loaded';
import { readQuote } from './api';
import type { CouponChoice } from './coupon-choice';
import type { Purchase } from './load-purchase';
import { tenderedBy } from './tendered';
import { usePlacing } from './use-placing';
import { useTenders } from './use-tenders';
import { withQuantity, type Through } from './wanted';
import { words } from './wording';

export type CheckoutState = ReturnType<typeof useCheckout>;

/** The purchase as it stands on the page: its lines, where it goes, what it costs, placing it. */
export function useCheckout(purchase: Purchase) {
  const [lines, setLines] = useState(purchase.lines);
  const [couponIds, setCouponIds] = useState<CouponChoice>(null);
  const [remark, setRemark] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const address: Address | null = useAddressChoice((choice) => choice.address) ?? purchase.address;
  const quoted = useQuote(lines, address, couponIds, purchase.through);
  const tenders = useTenders(purchase.through);
  const { stopped, setStopped, busy, locked, place } = usePlacing(purchase.through, () => {
    void quoted.reload();
    void tenders.reload();
  });

  const placeAt = async (quote: QuoteAnswer) => {
    if (address === null) return say(words.chooseAddress);
    if (!confirmed && quote.lines.some((line) => !line.returnable)) {
      return setStopped({ code: 'RETURN_POLICY_UNCONFIRMED', facts: {}, shown: quote.totalFen });
    }
    const tendered = await tenderedBy(tenders.of(quote), locked);
    if (tendered === null) return;
    await place({
      ...{ ...tendered, lines, fromCart: purchase.fromCart, addressId: address.id },
      ...{ shownTotalFen: quote.totalFen, couponIds: couponIds && [...couponIds] },
      ...{ returnPolicyConfirmed: confirmed, remark: remark.trim() },
    });
  };
  const confirm = (checked: boolean) => {
    setConfirmed(checked);
    if (stopped?.code === 'RETURN_POLICY_UNCONFIRMED') setStopped(null);
  };
  const anew = clearing(() => setStopped(null));
  return {
    ...{ lines, address, couponIds, tenders, remark, confirmed, quoted, stopped, busy, locked },
    ...{ setRemark, confirm, place: placeAt },
    setQuantity: anew((skuId: string, quantity: number) =>
      setLines((before) => withQuantity(before, skuId, quantity)),
    ),
    chooseCoupons: anew((choice: CouponChoice) => setCouponIds(choice)),
    chooseTenders: anew(tenders.choose),
  };
}

/** What stopped the purchase as it was says nothing about another. */
function clearing(clear: () => void) {
  return <A extends unknown[]>(change: (...given: A) => void) =>
    (...given: A) => {
      clear();
      change(...given);
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

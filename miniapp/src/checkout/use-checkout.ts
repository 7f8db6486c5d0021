import type { Address, QuoteAnswer } from '@siyu/shared';
import { useEffect, useRef, useState } from 'react';
import { useAddressChoice } from '@/addresses/choice';
import { say } from '@/ui/say';
import { useLoaded } from '@/ui/use-loaded';
import { readQuote } from './api';
import type { Purchase } from './load-purchase';
import { usePlacing } from './use-placing';
import { withQuantity, type Through } from './wanted';
import { words } from './wording';

export type CheckoutState = ReturnType<typeof useCheckout>;

/** The purchase as it stands on the page: its lines, where it goes, what it costs, placing it. */
export function useCheckout(purchase: Purchase) {
  const [lines, setLines] = useState(purchase.lines);
  const [remark, setRemark] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const chosen = useAddressChoice((choice) => choice.address);
  const address: Address | null = chosen ?? purchase.address;
  const quoted = useQuote(lines, address, purchase.through);
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
  return {
    ...{ lines, address, remark, confirmed, quoted, stopped, busy, locked },
    ...{ setRemark, confirm, setQuantity, place: placeAt },
  };
}

/** The server's price for these lines at this address, asked again whenever either changes. */
function useQuote(lines: Purchase['lines'], address: Address | null, through: Through | null) {
  const asked = useRef({ lines, address });
  const quoted = useLoaded('quote', () =>
    readQuote({
      lines: asked.current.lines,
      addressId: asked.current.address?.id ?? null,
      through: through && { campaignId: through.campaignId, teamId: through.teamId },
    }),
  );
  const { reload } = quoted;
  useEffect(() => {
    if (asked.current.lines === lines && asked.current.address === address) return;
    asked.current = { lines, address };
    if (lines.length > 0) void reload();
  }, [lines, address, reload]);
  return quoted;
}

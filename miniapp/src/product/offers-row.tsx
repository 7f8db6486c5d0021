import { Text, View } from '@tarojs/components';
import type { ClaimableCoupon, Product, Sku } from '@siyu/shared';
import { useState } from 'react';
import { readProductCoupons } from '@/coupons/api';
import { Claimable } from '@/coupons/claimable';
import { chipText } from '@/coupons/terms-text';
import { words as couponWords } from '@/coupons/wording';
import { givenText, nameText, nextText, type Verdict } from '@/promotions/verdict-text';
import { useOfferedQuote } from '@/promotions/use-offered-quote';
import { useSession } from '@/session/store';
import { Icon } from '@/ui/icon';
import { Sheet } from '@/ui/sheet';
import { Tag } from '@/ui/tag';
import { Tap } from '@/ui/tap';
import { useLoaded } from '@/ui/use-loaded';
import './offers-row.scss';

const CHIPS_SHOWN = 2;

interface OffersRowProps {
  product: Product;
  sku: Sku | null;
  quantity: number;
}

/** What lowers the price of this product: coupons to claim, and offers with what they ask for. */
export function OffersRow({ product, sku, quantity }: OffersRowProps) {
  const shopperId = useSession((state) => state.shopper?.id ?? '');
  const coupons = useLoaded(`${product.id} ${shopperId}`, () => readProductCoupons(product.id));
  const offered = useOfferedQuote(
    sku === null || sku.stock === 0 ? [] : [{ skuId: sku.id, quantity, priceFen: sku.priceFen }],
  );
  const offers = offered?.offers.filter(isWorthTelling) ?? [];
  const [open, setOpen] = useState(false);
  // What could be claimed is an extra: where it cannot be had, the page stands without it.
  const claimable = coupons.value ?? [];
  if (claimable.length + offers.length === 0) return <View />;
  return (
    <View className="offers-row">
      {claimable.length === 0 ? null : <Chips coupons={claimable} onTap={() => setOpen(true)} />}
      {offers.map((one) => (
        <Applying key={one.id} verdict={one} />
      ))}
      {open ? (
        <Sheet open title={couponWords.coupons} onClose={() => setOpen(false)}>
          {claimable.map((one) => (
            <Claimable key={one.campaignId} coupon={one} onChange={() => void coupons.reload()} />
          ))}
        </Sheet>
      ) : null}
    </View>
  );
}

/** What acts, or would with a little more; coupons in hand the checkout chooses among. */
function isWorthTelling(one: Verdict): boolean {
  if (one.couponId !== null) return false;
  return one.applied || (one.reason === 'threshold' && nextText(one) !== null);
}

function Chips({ coupons, onTap }: { coupons: readonly ClaimableCoupon[]; onTap: () => void }) {
  return (
    <Tap className="offers-line" onTap={onTap}>
      <Icon name="coupon" small />
      <View className="offers-chips">
        {coupons.slice(0, CHIPS_SHOWN).map((one) => (
          <Tag key={one.campaignId} kind="brand" text={chipText(one)} />
        ))}
      </View>
      <Text className="offers-act">{couponWords.getCoupons}</Text>
      <Icon name="forward" small />
    </Tap>
  );
}

function Applying({ verdict }: { verdict: Verdict }) {
  const text = verdict.applied ? givenText(verdict) : (nextText(verdict) ?? '');
  return (
    <View className="offers-line">
      <Icon name="check" small />
      <Text className="offers-name">{nameText(verdict)}</Text>
      <Text className={verdict.applied ? 'offers-given' : 'offers-next'}>{text}</Text>
    </View>
  );
}

import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import type { PointsShopItem } from '@siyu/shared';
import { CouponCard } from '@/coupons/coupon-card';
import { validityText } from '@/coupons/terms-text';
import { countText } from '@/member/standing';
import { wordingOf } from '@/platform/wording';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { Button } from '@/ui/button';
import { CardBones } from '@/ui/card-bones';
import { Empty, ErrorState } from '@/ui/notice';
import { confirmed, say, sayWhy } from '@/ui/say';
import { useLoaded } from '@/ui/use-loaded';
import { readPointsShop, redeemPoints } from './api';
import { pointsWords as words } from './wording';
import './points-shop.scss';

/** Coupons that are had for points. */
export default function PointsShopPage() {
  const { state, value, code, reload } = useLoaded('', () => asShopper(readPointsShop));
  return (
    <Page title={words.shop}>
      {value !== null ? (
        <View className="points-shop">
          {value.length === 0 ? <Empty icon="coupon" text={words.shopEmpty} /> : null}
          {value.map((item) => (
            <Item key={item.id} item={item} onChange={() => void reload()} />
          ))}
        </View>
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <CardBones shapes={['one thing', 'one thing', 'one thing']} />
      )}
    </Page>
  );
}

function Item({ item, onChange }: { item: PointsShopItem; onChange: () => void }) {
  const { coupon, points, refusal } = item;
  const isOver = refusal === 'COUPONS_GONE' || refusal === 'CAMPAIGN_NOT_LIVE';
  return (
    <CouponCard terms={coupon} when={validityText(coupon.validity)} over={isOver}>
      <Text className="points-price">{words.price(countText(points))}</Text>
      {refusal === null ? (
        <RedeemButton item={item} onChange={onChange} />
      ) : (
        <Text className="points-why">{whyText(refusal)}</Text>
      )}
    </CouponCard>
  );
}

function RedeemButton({ item, onChange }: { item: PointsShopItem; onChange: () => void }) {
  const [busy, setBusy] = useState(false);
  const { id, points } = item;
  const redeem = async () => {
    const title = words.ask(countText(points));
    if (!(await confirmed({ title, text: words.askText, yes: words.redeem }))) return;
    setBusy(true);
    try {
      await asShopper(() => redeemPoints({ itemId: id, shownPoints: points }));
      say(words.redeemed);
    } catch (error) {
      sayWhy(error);
    }
    onChange();
    setBusy(false);
  };
  return <Button compact text={words.redeem} loading={busy} onTap={() => void redeem()} />;
}

function whyText(refusal: NonNullable<PointsShopItem['refusal']>): string {
  if (refusal === 'POINTS_INSUFFICIENT') return words.short;
  if (refusal === 'PURCHASE_LIMIT') return words.had;
  return refusal === 'COUPONS_GONE' ? words.gone : wordingOf(refusal);
}

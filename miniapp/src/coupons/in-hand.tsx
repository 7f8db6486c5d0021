import type { Coupon } from '@siyu/shared';
import { serverNow } from '@/platform/clock';
import { go } from '@/platform/go';
import { Button } from '@/ui/button';
import { nearMomentText } from '@/ui/moment';
import { Tag } from '@/ui/tag';
import { CouponCard } from './coupon-card';
import { words } from './wording';

/** A coupon in hand: until when, or what became of it, and the one way on. */
export function InHand({ coupon }: { coupon: Coupon }) {
  const { tab, orderId } = coupon;
  return (
    <CouponCard terms={coupon} when={whenText(coupon)} over={tab === 'used' || tab === 'expired'}>
      {tab === 'usable' && coupon.refusal === null ? (
        <Button compact kind="secondary" text={words.use} onTap={() => go(whereToUse(coupon))} />
      ) : orderId !== null && tab !== 'expired' ? (
        <Button
          compact
          kind="secondary"
          text={words.order}
          onTap={() => go(`/orders/detail?id=${orderId}`)}
        />
      ) : null}
      {coupon.returned && tab === 'usable' ? <Tag text={words.returned} /> : null}
    </CouponCard>
  );
}

function whenText({ tab, validFrom, validUntil, usedAt }: Coupon): string {
  if (tab === 'used' && usedAt !== null) return words.usedAt(nearMomentText(usedAt));
  if (tab === 'expired') return words.endedAt(nearMomentText(validUntil));
  const isToCome = Date.parse(validFrom) > serverNow().getTime();
  if (isToCome) return words.startsAt(nearMomentText(validFrom));
  return words.until(nearMomentText(validUntil));
}

/** The one product it is for; otherwise the shop, where the best coupon is chosen by itself. */
function whereToUse({ scope }: Coupon): string {
  const [only] = scope?.productIds ?? [];
  const isOfOne = scope?.productIds.length === 1 && scope.categoryIds.length === 0;
  return isOfOne && only !== undefined ? `/product/index?id=${only}` : '/category/index';
}

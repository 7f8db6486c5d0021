import { Text, View } from '@tarojs/components';
import type { ClaimableCoupon } from '@siyu/shared';
import { useState } from 'react';
import { wordingOf } from '@/platform/wording';
import { asShopper } from '@/session/as-shopper';
import { Button } from '@/ui/button';
import { say, sayWhy } from '@/ui/say';
import { claimCoupon } from './api';
import { CouponCard } from './coupon-card';
import { validityText } from './terms-text';
import { words } from './wording';

const BPS_OF_A_PERCENT = 100;

/** A coupon to claim. After a claim, or a refusal that tells of a change, it is asked for anew. */
export function Claimable({ coupon, onChange }: { coupon: ClaimableCoupon; onChange: () => void }) {
  const { refusal } = coupon;
  return (
    <CouponCard
      terms={coupon}
      when={validityText(coupon.validity)}
      over={refusal !== null && refusal !== 'PURCHASE_LIMIT'}
    >
      {refusal === null ? (
        <ClaimButton campaignId={coupon.campaignId} onChange={onChange} />
      ) : (
        <Text className="coupon-done">{doneText(refusal)}</Text>
      )}
      {refusal === null ? <Taken bps={coupon.takenBps} /> : null}
    </CouponCard>
  );
}

function ClaimButton({ campaignId, onChange }: { campaignId: string; onChange: () => void }) {
  const [busy, setBusy] = useState(false);
  const claim = async () => {
    setBusy(true);
    try {
      await asShopper(() => claimCoupon(campaignId));
      say(words.claimedNow);
    } catch (error) {
      sayWhy(error);
    }
    onChange();
    setBusy(false);
  };
  return <Button compact text={words.claim} loading={busy} onTap={() => void claim()} />;
}

/** How much is taken, as far as it says anything: nothing is made to look scarce. */
function Taken({ bps }: { bps: number }) {
  const percent = Math.floor(bps / BPS_OF_A_PERCENT);
  if (percent === 0) return null;
  return (
    <>
      <View className="coupon-bar">
        <View className="coupon-bar-taken" style={{ width: `${percent}%` }} />
      </View>
      <Text className="coupon-taken">{words.taken(percent)}</Text>
    </>
  );
}

function doneText(refusal: NonNullable<ClaimableCoupon['refusal']>): string {
  if (refusal === 'PURCHASE_LIMIT') return words.claimed;
  if (refusal === 'COUPONS_GONE') return words.gone;
  return refusal === 'NEWCOMERS_ONLY' ? words.newcomers : wordingOf(refusal);
}

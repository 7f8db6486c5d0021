import { View } from '@tarojs/components';
import type { GivenPlanGift, PlanGiftView } from '@siyu/shared';
import { useState } from 'react';
import { goInstead } from '@/platform/go';
import { ShareButton } from '@/sharing/share-button';
import { BottomBar } from '@/ui/bottom-bar';
import { Button } from '@/ui/button';
import { momentText } from '@/ui/moment';
import { say, sayWhy } from '@/ui/say';
import { dayText } from '@/member/standing-text';
import { acceptGift, giftPath } from './api';
import { PlanRefund } from './refund-sheet';
import { standingOf } from './shown';
import { words } from './wording';

interface GiftWaysProps {
  gift: PlanGiftView;
  given: GivenPlanGift | null;
  code: string;
  onChanged: () => Promise<void>;
}

/** What can be done about a gift: share it or take it back, accept it, or look at what one has. */
export function GiftWays({ gift, given, code, onChanged }: GiftWaysProps) {
  const standing = standingOf(gift);
  return (
    <BottomBar>
      <View className="gift-ways">
        {standing === 'offered' ? (
          <Accept gift={gift} code={code} onChanged={onChanged} />
        ) : standing === 'own' && given !== null ? (
          <>
            <TakeBack given={given} onChanged={onChanged} />
            <ShareButton kind="primary" text={words.gift.share} path={giftPath(code)} />
          </>
        ) : (
          <Button text={words.gift.toMine} onTap={() => goInstead('/paid-membership/index')} />
        )}
      </View>
    </BottomBar>
  );
}

type AcceptProps = Pick<GiftWaysProps, 'gift' | 'code' | 'onChanged'>;

function Accept({ gift, code, onChanged }: AcceptProps) {
  const [busy, setBusy] = useState(false);
  const accept = async () => {
    setBusy(true);
    try {
      const { state, beginsAt } = await acceptGift(code);
      const day = dayText(momentText(beginsAt).slice(0, 10));
      say(state === 'upcoming' ? words.gift.acceptedFor(day) : words.gift.accepted);
    } catch (error) {
      sayWhy(error);
    }
    await onChanged();
    setBusy(false);
  };
  return (
    <Button text={words.gift.accept(gift.plan.name)} loading={busy} onTap={() => void accept()} />
  );
}

function TakeBack({
  given: { purchaseId },
  onChanged,
}: {
  given: GivenPlanGift;
  onChanged: () => Promise<void>;
}) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind="secondary" text={words.gift.takeBack} onTap={() => setAsking(true)} />
      {asking ? (
        <PlanRefund
          isGift
          purchaseId={purchaseId}
          onClose={() => setAsking(false)}
          onGivenBack={onChanged}
        />
      ) : null}
    </>
  );
}

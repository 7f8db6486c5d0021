import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useRouter, useShareAppMessage } from '@tarojs/taro';
import type { GivenPlanGift, PlanGiftView } from '@siyu/shared';
import { momentText } from '@/ui/moment';
import type { ClientCode } from '@/platform/refused';
import { wordingOf } from '@/platform/wording';
import { asShopper } from '@/session/as-shopper';
import { NotFound } from '@/shell/not-found';
import { Page } from '@/shell/page';
import { CardBones } from '@/ui/card-bones';
import { Headline } from '@/ui/headline';
import { ErrorState } from '@/ui/notice';
import { useLoaded } from '@/ui/use-loaded';
import { useReturn } from '@/ui/use-return';
import { giftPath, readGift } from './api';
import { Benefits } from './comparison';
import { GiftWays } from './gift-ways';
import { standingOf } from './shown';
import { words } from './wording';
import './index.scss';

const GONE: readonly ClientCode[] = ['PLAN_GIFT_NOT_FOUND', 'INVALID_INPUT'];

/** A plan given to a friend: `?code=`, as it is shared. Its giver shares or takes it back here. */
export default function GiftPage() {
  const { code: giftCode = '' } = useRouter().params;
  const { state, code, value, reload } = useLoaded(giftCode, () =>
    asShopper(() => readGift(giftCode)),
  );
  useReturn(() => void reload());
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()));
  useShareAppMessage(() => ({
    title: words.gift.shared(value?.gift.plan.name ?? words.title),
    path: giftPath(giftCode),
  }));
  return (
    <Page title={words.gift.title}>
      {value !== null ? (
        <Shown {...value} code={giftCode} onChanged={reload} />
      ) : state !== 'failed' ? (
        <CardBones shapes={['headline', 'fields']} />
      ) : GONE.includes(code) ? (
        <NotFound text={wordingOf('PLAN_GIFT_NOT_FOUND')} />
      ) : (
        <ErrorState code={code} onRetry={() => void reload()} />
      )}
    </Page>
  );
}

interface ShownProps {
  gift: PlanGiftView;
  /** As its giver sees it; null for anybody else. */
  given: GivenPlanGift | null;
  code: string;
  onChanged: () => Promise<void>;
}

function Shown({ gift, ...props }: ShownProps) {
  const { plan, tierName } = gift;
  const standing = standingOf(gift);
  return (
    <View className="paid">
      <Headline text={words.gift.standing[standing](plan.name)} notes={notesOf(gift)} />
      <Benefits {...plan} tierName={gift.isOwn ? null : tierName} />
      <GiftWays gift={gift} {...props} />
    </View>
  );
}

/** What it means to whoever looks, and by when something is to be done. */
function notesOf(gift: PlanGiftView): string[] {
  const standing = standingOf(gift);
  const note = words.gift.notes[standing];
  const until = words.gift.until(momentText(gift.expiresAt));
  return standing === 'own' || standing === 'offered' ? [note, until] : [note];
}

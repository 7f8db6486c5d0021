import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh } from '@tarojs/taro';
import type { GivenPlanGift, PaidMembershipView, PaidPlansView } from '@siyu/shared';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { CardBones } from '@/ui/card-bones';
import { CodeField } from '@/ui/code-field';
import { ErrorState } from '@/ui/notice';
import { say } from '@/ui/say';
import { useLoaded } from '@/ui/use-loaded';
import { useReturn } from '@/ui/use-return';
import { activate, readPaidMembership } from './api';
import { Awaiting } from './awaiting';
import { Buying } from './buying';
import { Given } from './given';
import { Standing } from './standing';
import { Terms } from './terms';
import { ToReceive } from './to-receive';
import { words } from './wording';
import './index.scss';

/** Paid membership: what one has, and what is on sale with all there is to know first. */
export default function PaidMembershipPage() {
  const { state, code, value, reload } = useLoaded('', () => asShopper(readPaidMembership));
  useReturn(() => void reload());
  usePullDownRefresh(() => void reload().then(() => Taro.stopPullDownRefresh()));
  return (
    <Page title={words.title}>
      {value !== null ? (
        <Shown {...value} onChanged={reload} />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <CardBones shapes={['headline', 'fields', 'things']} />
      )}
    </Page>
  );
}

interface ShownProps {
  offer: PaidPlansView;
  own: PaidMembershipView;
  gifts: GivenPlanGift[];
  onChanged: () => Promise<void>;
}

function Shown({ offer, own, gifts, onChanged }: ShownProps) {
  const use = async (code: string) => {
    await activate(code);
    say(words.activated);
    await onChanged();
  };
  return (
    <View className="paid">
      <Standing own={own} />
      {own.toReceive.map((refund) => (
        <ToReceive key={refund.id} refund={refund} onChanged={onChanged} />
      ))}
      {own.awaiting.map((purchase) => (
        <Awaiting key={purchase.id} purchase={purchase} onChanged={onChanged} />
      ))}
      <Terms own={own} onChanged={onChanged} />
      <Given gifts={gifts} />
      <CodeField
        {...{ label: words.code, placeholder: words.codePlaceholder, action: words.activate }}
        onCode={use}
      />
      <Buying offer={offer} isMember={own.endsAt !== null} onChanged={onChanged} />
    </View>
  );
}

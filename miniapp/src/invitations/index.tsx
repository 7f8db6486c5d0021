import { Text, View } from '@tarojs/components';
import Taro, { usePullDownRefresh, useShareAppMessage } from '@tarojs/taro';
import type { Invitations } from '@siyu/shared';
import { asShopper } from '@/session/as-shopper';
import { ShareButton } from '@/sharing/share-button';
import { useSharedPath } from '@/sharing/use-shared-path';
import { Page } from '@/shell/page';
import { Card } from '@/ui/card';
import { CardBones } from '@/ui/card-bones';
import { EndlessList } from '@/ui/endless-list';
import { nearMomentText } from '@/ui/moment';
import { ErrorState } from '@/ui/notice';
import { useList } from '@/ui/use-list';
import { useLoaded } from '@/ui/use-loaded';
import { useReturn } from '@/ui/use-return';
import { readInvitations, readRewards } from './api';
import { Offers } from './offers';
import { RewardRow } from './reward-row';
import { words } from './wording';
import './index.scss';

/** Inviting friends: what it gives and under which rules, how far it has come, each reward. */
export default function InvitationsPage() {
  const { state, value, code, reload } = useLoaded('', () => asShopper(readInvitations));
  const path = useSharedPath('newcomer', null, '/newcomer/index');
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()));
  useShareAppMessage(() => ({ title: value?.programme?.name ?? words.title, path }));
  return (
    <Page title={words.title}>
      {value !== null ? (
        <Shown invitations={value} path={path} onReturn={() => void reload()} />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <CardBones shapes={['headline', 'text', 'things']} />
      )}
    </Page>
  );
}

interface ShownProps {
  invitations: Invitations;
  path: string;
  onReturn: () => void;
}

function Shown({ invitations: { programme, progress, boundTo }, path, onReturn }: ShownProps) {
  const list = useList('', (cursor) => asShopper(() => readRewards(cursor)));
  useReturn(() => {
    onReturn();
    void list.refresh();
  });
  const who = boundTo?.phoneMasked ?? words.somebody;
  return (
    <View className="invitations">
      <Card className="invitations-head">
        <Text className="invitations-name">{programme?.name ?? words.none}</Text>
        <Text className="invitations-note">
          {programme ? words.until(nearMomentText(programme.endsAt)) : words.noneNote}
        </Text>
        <Progress progress={progress} />
        {programme ? <ShareButton kind="primary" text={words.invite} path={path} /> : null}
      </Card>
      {programme ? <Offers programme={programme} /> : null}
      {boundTo === null ? null : (
        <Text className="invitations-bound">
          {words.boundTo(who, nearMomentText(boundTo.validUntil))}
        </Text>
      )}
      <Text className="invitations-title">{words.mine}</Text>
      <EndlessList
        list={list}
        empty={{ icon: 'gift', text: words.empty }}
        draw={(reward) => <RewardRow key={reward.id} reward={reward} />}
      />
    </View>
  );
}

function Progress({ progress }: Pick<Invitations, 'progress'>) {
  return (
    <View className="invitations-progress">
      {(['friends', 'pending', 'granted'] as const).map((name) => (
        <View key={name} className="invitations-figure">
          <Text className="invitations-count">{String(progress[name])}</Text>
          <Text className="invitations-note">{words[name]}</Text>
        </View>
      ))}
    </View>
  );
}

import { Text, View } from '@tarojs/components';
import type { InvitationReward } from '@siyu/shared';
import { nearMomentText } from '@/ui/moment';
import { Tag } from '@/ui/tag';
import { words } from './wording';
import './reward-row.scss';

const KINDS = {
  pending: 'quiet',
  held: 'quiet',
  granted: 'success',
  voided: 'quiet',
  frozen: 'quiet',
} as const;

/** A reward: what it is, for what, and where it stands. */
export function RewardRow({ reward }: { reward: InvitationReward }) {
  const { gift, action, side, state, friendMasked } = reward;
  const who = friendMasked ?? words.somebody;
  const from = side === 'inviter' ? words.fromFriend(who) : words.byFriend(who);
  const note = noteOf(reward);
  return (
    <View className="reward">
      <View className="reward-words">
        <Text className="reward-gift">{words.gift(gift)}</Text>
        <Text className="reward-note">{`${words.actions[action]} · ${from}`}</Text>
        {note === '' ? null : <Text className="reward-note">{note}</Text>}
      </View>
      <Tag text={words.states[state]} kind={KINDS[state]} />
    </View>
  );
}

function noteOf({ state, voidReason, dueAt, grantedAt }: InvitationReward): string {
  if (state === 'voided' && voidReason !== null) return words.voids[voidReason];
  if (state === 'granted' && grantedAt !== null) return nearMomentText(grantedAt);
  if (state !== 'pending') return '';
  return dueAt === null ? words.awaiting : words.due(nearMomentText(dueAt));
}

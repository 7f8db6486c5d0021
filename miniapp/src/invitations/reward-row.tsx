import { Text, View } from '@tarojs/components';
import type { InvitationReward } from '@siyu/shared';
import { nearMomentText } from '@/ui/moment';
import { Tag } from '@/ui/tag';
import { words } from './wording';
import './reward-row.scss';

const KINDS = {
  pending: 'brand',
  held: 'quiet',
  granted: 'success',
  'taken-back': 'quiet',
  voided: 'quiet',
  frozen: 'quiet',
} as const;

/** A reward: what it is, for what, and where it stands. */
export function RewardRow({ reward }: { reward: InvitationReward }) {
  const { gift, action, side, state, friendMasked } = reward;
  const who = friendMasked ?? words.somebody;
  const isOwn = side === 'friend';
  const what = (isOwn ? words.ownActions : words.actions)[action];
  const from = isOwn ? words.byFriend(who) : words.fromFriend(who);
  const isPast = state === 'voided' || state === 'taken-back';
  const note = noteOf(reward);
  return (
    <View className="reward">
      <View className="reward-head">
        <Text className={isPast ? 'reward-gift reward-past' : 'reward-gift'}>
          {words.gift(gift)}
        </Text>
        <Tag text={words.states[state]} kind={KINDS[state]} />
      </View>
      <Text className="reward-note">{`${what} · ${from}`}</Text>
      {note === '' ? null : <Text className="reward-note">{note}</Text>}
    </View>
  );
}

function noteOf({ state, voidReason, dueAt, grantedAt }: InvitationReward): string {
  if (state === 'voided' && voidReason !== null) return words.voids[voidReason];
  if (state === 'granted' && grantedAt !== null) return words.gotAt(nearMomentText(grantedAt));
  if (state === 'taken-back') return words.takenBack;
  if (state === 'held') return words.checking;
  if (state !== 'pending') return '';
  return dueAt === null ? words.awaiting : words.due(nearMomentText(dueAt));
}

import { Text, View } from '@tarojs/components';
import type { FlashSlotAnswer } from '@siyu/shared';
import { go } from '@/platform/go';
import { serverNow } from '@/platform/clock';
import { Countdown } from '@/ui/countdown';
import { Tap } from '@/ui/tap';
import { earlyStanding } from './slots';
import { words } from './wording';
import './early-line.scss';

interface EarlyLineProps {
  slot: FlashSlotAnswer;
  /** How early this shopper is; 0 for not at all. */
  ownMinutes: number;
  onEnd: () => void;
}

/** Who may buy before everybody else, and how long until then; nothing once everybody may. */
export function EarlyLine({ slot, ownMinutes, onEnd }: EarlyLineProps) {
  const standing = earlyStanding(slot, ownMinutes, serverNow());
  if (standing === null) return null;
  const { minutes, isOwn, isOpen } = standing;
  const until = standing.opensAt.toISOString();
  const origins = slot.early.map((one) => words.earlyOf(one.from, one.minutes));
  return (
    <Tap className="early-line" role="link" label={words.early(minutes)} onTap={toMember}>
      <View className="early-line-head">
        <Text className="early-line-name">
          {isOwn ? words.earlyOwn(minutes) : words.early(minutes)}
        </Text>
        {isOpen ? (
          <Text>{isOwn ? words.earlyOwnOpen : words.earlyOpen}</Text>
        ) : (
          <View>
            <Text>{isOwn ? words.earlyOwnIn : words.earlyIn} </Text>
            <Countdown key={until} until={until} onEnd={onEnd} />
          </View>
        )}
      </View>
      {isOwn ? null : <Text className="early-line-note">{origins.join(' · ')}</Text>}
    </Tap>
  );
}

function toMember() {
  go('/member/index');
}

import { Text, View } from '@tarojs/components';
import type { PaidMembershipView } from '@siyu/shared';
import { lastDayText } from '@/member/standing-text';
import { yuanText } from '@/ui/price';
import { words } from './wording';

/** How it stands, until when, and what it has saved by real orders. */
export function Standing({ own: { state, endsAt, savedFen } }: { own: PaidMembershipView }) {
  const saved = savedFen > 0 ? words.saved(yuanText(savedFen)) : words.savedNothing;
  return (
    <View className="paid-head">
      <Text className="paid-state">{words.states[state]}</Text>
      {endsAt === null ? (
        <Text className="paid-note">{words.compare}</Text>
      ) : (
        <View>
          <Text className="paid-until">{words.until(lastDayText(endsAt))}</Text>
          <Text className="paid-note">{saved}</Text>
        </View>
      )}
    </View>
  );
}

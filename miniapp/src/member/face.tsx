import { Text, View } from '@tarojs/components';
import type { MemberCard } from '@siyu/shared';
import { go } from '@/platform/go';
import { useSession } from '@/session/store';
import { yuanText } from '@/ui/price';
import { Tap } from '@/ui/tap';
import { countText, progressPercent } from './standing';
import { progressText, validityTexts } from './standing-text';
import { words } from './wording';
import './face.scss';

/** The card itself: the tier, how far the next one is, and until when it holds. */
export function Face({ card }: { card: MemberCard }) {
  const { tier, next, growth, savedFen, profile } = card;
  const has = countText(growth);
  return (
    <View className="face">
      <CardName nickname={profile.nickname} />
      <Text className="face-tier">{tier.name}</Text>
      <Text className="face-progress">{progressText(card)}</Text>
      <Bar percent={progressPercent(card)} />
      <Text className="face-note">
        {next ? words.growthOf(has, countText(next.tier.threshold)) : words.growthAll(has)}
      </Text>
      <View className="face-validity">
        {validityTexts(card).map((text) => (
          <Text key={text} className="face-note">
            {text}
          </Text>
        ))}
      </View>
      {savedFen > 0 ? <Text className="face-note">{words.saved(yuanText(savedFen))}</Text> : null}
      <View className="face-ways">
        <Tap className="face-way" onTap={() => go('/membership/growth')}>
          {words.history}
        </Tap>
        <Tap className="face-way" onTap={() => go('/membership/tiers')}>
          {words.ladder}
        </Tap>
      </View>
    </View>
  );
}

/** Whose card it is. */
export function CardName({ nickname }: { nickname: string | null }) {
  const shopName = useSession((state) => state.config?.shopName ?? '');
  return (
    <View className="face-head">
      <Text className="face-shop">{words.cardName(shopName)}</Text>
      <Text className="face-who">{nickname ?? ''}</Text>
    </View>
  );
}

function Bar({ percent }: { percent: number | null }) {
  if (percent === null) return null;
  return (
    <View className="face-bar">
      <View className="face-bar-reached" style={{ width: `${percent}%` }} />
    </View>
  );
}

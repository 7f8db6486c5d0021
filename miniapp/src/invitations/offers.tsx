import { Text, View } from '@tarojs/components';
import type { Invitations } from '@siyu/shared';
import { Card } from '@/ui/card';
import { yuanText } from '@/ui/price';
import { words } from './wording';
import './offers.scss';

/** What each side has for what, what bounds it, and the rules as the shop wrote them. */
export function Offers({ programme }: { programme: NonNullable<Invitations['programme']> }) {
  const { offers, orderMinFen, rewardsMax, rewardsPerDayMax, rulesText } = programme;
  const notes = [
    ...(orderMinFen > 0 ? [words.least(yuanText(orderMinFen))] : []),
    words.most(rewardsMax, rewardsPerDayMax),
    words.waits,
  ];
  return (
    <Card>
      <Text className="offers-title">{words.gives}</Text>
      {offers.map(({ action, side, gift }) => (
        <View key={`${action} ${side}`} className="offers-row">
          <Text className="offers-action">{words.actions[action]}</Text>
          <Text className="offers-side">{words.sides[side]}</Text>
          <Text className="offers-gift">{words.gift(gift)}</Text>
        </View>
      ))}
      {notes.map((note) => (
        <Text key={note} className="offers-note">
          {note}
        </Text>
      ))}
      <Text className="offers-title offers-rules">{words.rules}</Text>
      <Text className="offers-note">{rulesText}</Text>
    </Card>
  );
}

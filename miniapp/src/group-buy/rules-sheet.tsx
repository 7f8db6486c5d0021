import { Text, View } from '@tarojs/components';
import type { GroupBuyOffer } from '@siyu/shared';
import { Sheet } from '@/ui/sheet';
import { ruleTexts } from './rules';
import { words } from './wording';
import './rules-sheet.scss';

/** Everything one must know before paying, in sentences. */
export function RulesSheet({ offer, onClose }: { offer: GroupBuyOffer; onClose: () => void }) {
  return (
    <Sheet open title={words.rules} onClose={onClose}>
      {ruleTexts(offer).map((text, index) => (
        <View key={text} className="team-rule">
          <Text className="team-rule-number">{String(index + 1)}</Text>
          <Text className="team-rule-text">{text}</Text>
        </View>
      ))}
    </Sheet>
  );
}

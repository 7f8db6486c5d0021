import { Text, View } from '@tarojs/components';
import { Icon } from '@/ui/icon';
import { benefitIcon, benefitText } from './benefit-text';
import type { TierBenefit } from './standing';
import './benefit-row.scss';

/** What a benefit gives and, where it is known, what became of it. */
export function BenefitRow({ benefit, note }: { benefit: TierBenefit; note?: string }) {
  const text = benefitText(benefit);
  if (text === null) return null;
  return (
    <View className="benefit">
      <View className="benefit-mark">
        <Icon name={benefitIcon(benefit.kind)} />
      </View>
      <View className="benefit-words">
        <Text className="benefit-text">{text}</Text>
        {note === undefined ? null : <Text className="benefit-note">{note}</Text>}
      </View>
    </View>
  );
}

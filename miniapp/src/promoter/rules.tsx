import { Text } from '@tarojs/components';
import type { PromoterView } from '@siyu/shared';
import { Card } from '@/ui/card';
import { words } from './wording';

/** By what rules commission is earned, before anybody applies and after. */
export function Rules({ promoter }: { promoter: PromoterView }) {
  const { rateMaxBps, waitDays, ownPurchasesEarn } = promoter;
  return (
    <Card title={words.rules}>
      {words.rule(`${rateMaxBps / 100}%`, waitDays, ownPurchasesEarn).map((sentence) => (
        <Text key={sentence} className="promoter-rule">
          {sentence}
        </Text>
      ))}
    </Card>
  );
}

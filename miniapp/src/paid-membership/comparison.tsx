import { Text } from '@tarojs/components';
import type { ComparedBenefit, ShownPlan } from '@siyu/shared';
import { BenefitRow } from '@/member/benefit-row';
import { benefitText } from '@/member/benefit-text';
import { Card } from '@/ui/card';
import { worthOf } from './shown';
import { words } from './wording';

/** What a plan gives, each benefit beside what the tier gives without paying. */
export function Comparison({ plan, tierName }: { plan: ShownPlan; tierName: string }) {
  const { name, benefits } = plan;
  return (
    <Card title={words.chosenGives(name)}>
      <Text className="paid-text">
        {benefits.length === 0 ? words.nothing : words.tierNote(tierName)}
      </Text>
      {benefits.map((benefit, place) => (
        <BenefitRow key={place} benefit={benefit} note={noteOf(benefit, tierName)} />
      ))}
    </Card>
  );
}

function noteOf(benefit: ComparedBenefit, tierName: string): string {
  const { kind, tierMeasure, tierHasKind } = benefit;
  const worth = words.worth[worthOf(benefit)](tierName);
  const held = tierHasKind ? benefitText({ kind, measure: tierMeasure }) : null;
  return held === null ? worth : `${worth} · ${words.tierGives(held)}`;
}

import { Text } from '@tarojs/components';
import type { ComparedBenefit, ShownPlan } from '@siyu/shared';
import { BenefitRow } from '@/member/benefit-row';
import { benefitText } from '@/member/benefit-text';
import { Card } from '@/ui/card';
import { worthOf } from './shown';
import { words } from './wording';

interface BenefitsProps extends Pick<ShownPlan, 'name' | 'benefits'> {
  /** Of who looks; null where somebody else is to have the plan. */
  tierName: string | null;
}

/** What a plan gives, each benefit beside what the tier gives without paying. */
export function Benefits({ name, benefits, tierName }: BenefitsProps) {
  const isCompared = tierName !== null && benefits.length > 0;
  return (
    <Card title={tierName === null ? words.gives(name) : words.chosenGives(name)}>
      {benefits.length === 0 ? <Text className="paid-text">{words.nothing}</Text> : null}
      {isCompared ? <Text className="paid-text">{words.tierNote(tierName)}</Text> : null}
      {benefits.map((benefit, place) => (
        <BenefitRow
          key={place}
          benefit={benefit}
          {...(tierName !== null && { note: noteOf(benefit, tierName) })}
        />
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

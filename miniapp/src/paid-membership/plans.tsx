import { Text, View } from '@tarojs/components';
import type { ShownPlan } from '@siyu/shared';
import { accessible } from '@/ui/accessible';
import { yuanText } from '@/ui/price';
import { Tap } from '@/ui/tap';
import { words } from './wording';

interface PlansProps {
  plans: readonly ShownPlan[];
  chosenId: string | null;
  onChoose: (id: string) => void;
}

/** Each plan with its price, and what that is by the month. */
export function Plans({ plans, chosenId, onChoose }: PlansProps) {
  return (
    <View {...accessible({ role: 'radiogroup', 'aria-label': words.plans })}>
      {plans.map((plan) => (
        <Tap
          key={plan.id}
          className={`paid-plan${plan.id === chosenId ? ' paid-plan-chosen' : ''}`}
          role="radio"
          chosen={plan.id === chosenId}
          onTap={() => onChoose(plan.id)}
        >
          <View className="paid-plan-words">
            <Text className="paid-plan-name">{plan.name}</Text>
            <Text className="paid-text">{periodText(plan)}</Text>
          </View>
          <Text className="paid-plan-price">
            {plan.priceFen === 0 ? words.free : yuanText(plan.priceFen)}
          </Text>
        </Tap>
      ))}
    </View>
  );
}

function periodText({ period, trialDays, monthlyFen }: ShownPlan): string {
  if (trialDays !== null) return words.trial(trialDays);
  return period === 'month' || monthlyFen === null
    ? words.once
    : words.monthly(yuanText(monthlyFen));
}

import { Text, View } from '@tarojs/components';
import type { OfferedRecharge, WalletView } from '@siyu/shared';
import { accessible } from '@/ui/accessible';
import { yuanText } from '@/ui/price';
import { Tap } from '@/ui/tap';
import { filledBy, type RechargeChoice } from './recharge-choice';
import { words } from './wording';
import './plans.scss';

interface PlansProps {
  offer: WalletView['recharge'];
  choice: RechargeChoice | null;
  onChoose: (choice: RechargeChoice) => void;
}

/** The amounts the shop offers, each with what comes with it, and the shopper's own. */
export function Plans({ offer, choice, onChoose }: PlansProps) {
  const { plans, custom, roomFen } = offer;
  const isChosen = (planId: string) =>
    choice !== null && 'planId' in choice && choice.planId === planId;
  return (
    <View className="plans" {...accessible({ role: 'radiogroup', 'aria-label': words.recharge })}>
      {plans.map((plan) => (
        <Choice
          key={plan.planId}
          text={yuanText(plan.principalFen)}
          gifts={giftsOf(plan)}
          chosen={isChosen(plan.planId)}
          disabled={filledBy(plan) > roomFen}
          onTap={() => onChoose({ planId: plan.planId })}
        />
      ))}
      {custom === null ? null : (
        <Choice
          text={words.custom}
          gifts={[words.noBonus]}
          chosen={choice !== null && 'typed' in choice}
          disabled={custom.minFen > roomFen}
          onTap={() => onChoose({ typed: '' })}
        />
      )}
    </View>
  );
}

/** What comes with a plan, in words. */
function giftsOf({ bonusFen, coupons, growth }: OfferedRecharge): string[] {
  const gifts = [
    ...(bonusFen > 0 ? [words.bonus(yuanText(bonusFen))] : []),
    ...(coupons > 0 ? [words.coupons(coupons)] : []),
    ...(growth > 0 ? [words.growth(growth)] : []),
  ];
  return gifts.length > 0 ? gifts : [words.noBonus];
}

interface ChoiceProps {
  text: string;
  gifts: readonly string[];
  chosen: boolean;
  disabled: boolean;
  onTap: () => void;
}

function Choice({ text, gifts, chosen, disabled, onTap }: ChoiceProps) {
  return (
    <Tap
      className={`plan${chosen ? ' plan-chosen' : ''}`}
      role="radio"
      chosen={chosen}
      disabled={disabled}
      onTap={onTap}
    >
      <Text className="plan-amount">{text}</Text>
      {gifts.map((gift) => (
        <Text key={gift} className="plan-gift">
          {gift}
        </Text>
      ))}
    </Tap>
  );
}

import { Text, View } from '@tarojs/components';
import type { PaidPlansView, ShownPlan } from '@siyu/shared';
import { useState } from 'react';
import { deviceKind } from '@/platform/device';
import { BottomBar } from '@/ui/bottom-bar';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { yuanText } from '@/ui/price';
import { say } from '@/ui/say';
import { Benefits } from './comparison';
import { ConfirmSheet } from './confirm-sheet';
import { Plans } from './plans';
import { plansFor } from './shown';
import { words } from './wording';

interface BuyingProps {
  offer: PaidPlansView;
  isMember: boolean;
  onChanged: () => Promise<void>;
}

/** What is on sale. No plan is chosen for anybody, and the rules stand above the button. */
export function Buying({ offer, isMember, onChanged }: BuyingProps) {
  const plans = plansFor(offer, deviceKind());
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [asking, setAsking] = useState<'own' | 'gift' | null>(null);
  const chosen = plans.find(({ id }) => id === chosenId) ?? null;
  if (plans.length === 0) {
    const isHidden = offer.plans.some(({ period }) => period !== 'trial');
    return (
      <Card>
        <Text className="paid-text">{isHidden ? words.hidden : words.notOffered}</Text>
      </Card>
    );
  }
  return (
    <View>
      <Card title={words.plans}>
        <Plans plans={plans} chosenId={chosenId} onChoose={setChosenId} />
      </Card>
      {chosen === null ? null : <Benefits {...chosen} tierName={offer.tierName} />}
      <Sentences title={words.notIncluded} sentences={words.exclusions} />
      <Sentences title={words.rules} sentences={rulesOf(offer, chosen)} />
      <Decision chosen={chosen} onAsk={setAsking} />
      {asking !== null && chosen !== null ? (
        <ConfirmSheet
          plan={chosen}
          asGift={asking === 'gift'}
          {...{ isMember, fullRefundDays: offer.fullRefundDays, onChanged }}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </View>
  );
}

interface DecisionProps {
  chosen: ShownPlan | null;
  onAsk: (forWhom: 'own' | 'gift') => void;
}

/** For oneself, or for a friend where the plan can be given. */
function Decision({ chosen, onAsk }: DecisionProps) {
  return (
    <BottomBar>
      <View className="gift-ways">
        {chosen === null || chosen.giftDays === null ? null : (
          <Button kind="secondary" text={words.gift.give} onTap={() => onAsk('gift')} />
        )}
        <Button
          text={chosen === null ? words.buy : nextText(chosen)}
          onTap={() => (chosen === null ? say(words.choose) : onAsk('own'))}
        />
      </View>
    </BottomBar>
  );
}

/** Those of a gift too, where the plan that is chosen can be given. */
function rulesOf({ fullRefundDays }: PaidPlansView, chosen: ShownPlan | null): string[] {
  const giftDays = chosen?.giftDays ?? null;
  const ofGift = giftDays === null ? [] : [words.gift.rule(giftDays)];
  return [...words.rule(fullRefundDays), ...ofGift];
}

function nextText({ name, priceFen }: ShownPlan): string {
  return words.next(name, priceFen === 0 ? words.free : yuanText(priceFen));
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <Card title={title}>
      {sentences.map((sentence) => (
        <Text key={sentence} className="paid-rule">
          {sentence}
        </Text>
      ))}
    </Card>
  );
}

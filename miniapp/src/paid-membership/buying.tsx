import { Text, View } from '@tarojs/components';
import type { PaidPlansView, ShownPlan } from '@siyu/shared';
import { useState } from 'react';
import { deviceKind } from '@/platform/device';
import { BottomBar } from '@/ui/bottom-bar';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { yuanText } from '@/ui/price';
import { say } from '@/ui/say';
import { Comparison } from './comparison';
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
  const [asking, setAsking] = useState(false);
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
      {chosen === null ? null : <Comparison plan={chosen} tierName={offer.tierName} />}
      <Sentences title={words.notIncluded} sentences={words.exclusions} />
      <Sentences title={words.rules} sentences={words.rule(offer.fullRefundDays)} />
      <BottomBar>
        <View className="paid-next">
          <Button
            text={chosen === null ? words.buy : nextText(chosen)}
            onTap={() => (chosen === null ? say(words.choose) : setAsking(true))}
          />
        </View>
      </BottomBar>
      {asking && chosen !== null ? (
        <ConfirmSheet
          plan={chosen}
          {...{ isMember, fullRefundDays: offer.fullRefundDays, onChanged }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </View>
  );
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

import { Text, View } from '@tarojs/components';
import type { PlanPurchase } from '@siyu/shared';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { say, sayWhy } from '@/ui/say';
import { cancelPlanPurchase } from './api';
import { afterPaying, payForPlan } from './buy-and-pay';
import { words } from './wording';

interface AwaitingProps {
  purchase: PlanPurchase;
  onChanged: () => Promise<void>;
}

/** A purchase that can still be paid, or given up as easily. */
export function Awaiting({ purchase, onChanged }: AwaitingProps) {
  const [busy, setBusy] = useState<'pay' | 'give-up' | null>(null);
  const pay = async () => {
    setBusy('pay');
    await payForPlan(purchase).then(afterPaying).catch(sayWhy);
    await onChanged();
    setBusy(null);
  };
  const giveUp = async () => {
    setBusy('give-up');
    await cancelPlanPurchase(purchase.id).then(() => say(words.givenUp), sayWhy);
    await onChanged();
    setBusy(null);
  };
  return (
    <Card title={titleOf(purchase)}>
      <Text className="paid-text">{words.awaitingNote}</Text>
      <View className="paid-ways">
        <Button text={words.payNow} loading={busy === 'pay'} onTap={() => void pay()} />
        <Button
          kind="secondary"
          text={words.giveUp}
          loading={busy === 'give-up'}
          onTap={() => void giveUp()}
        />
      </View>
    </Card>
  );
}

function titleOf({ planName, isGift }: PlanPurchase): string {
  return isGift ? words.gift.awaiting(planName) : words.awaiting(planName);
}

import { Input, Text, View } from '@tarojs/components';
import type { WalletView } from '@siyu/shared';
import { useState } from 'react';
import { say } from '@/ui/say';
import { BottomBar } from '@/ui/bottom-bar';
import { Button } from '@/ui/button';
import { accessible } from '@/ui/accessible';
import { Card } from '@/ui/card';
import { yuanText } from '@/ui/price';
import { Problem } from '@/ui/problem';
import { ConfirmSheet } from './confirm-sheet';
import { Plans } from './plans';
import { problemOfTyped, rechargeChosen, type RechargeChoice } from './recharge-choice';
import { words } from './wording';
import './recharging.scss';

interface RechargingProps {
  offer: WalletView['recharge'];
  /** What is offered is no longer what is shown. */
  onRefused: () => void;
}

/** What can be recharged; nothing is chosen for the shopper. */
export function Recharging({ offer, onRefused }: RechargingProps) {
  const [choice, setChoice] = useState<RechargeChoice | null>(null);
  const [asking, setAsking] = useState(false);
  const chosen = rechargeChosen(offer, choice);
  const next = chosen === null ? words.recharge : words.next(yuanText(chosen.shownPrincipalFen));
  return (
    <View>
      <Card title={words.recharge}>
        <Plans offer={offer} choice={choice} onChoose={setChoice} />
        {choice !== null && 'typed' in choice ? (
          <Typed offer={offer} typed={choice.typed} onType={(typed) => setChoice({ typed })} />
        ) : null}
        <Text className="recharging-room">
          {words.room(yuanText(offer.roomFen), yuanText(offer.capFen))}
        </Text>
      </Card>
      <Card title={words.rules}>
        {words.rule.map((sentence) => (
          <Text key={sentence} className="recharging-rule">
            {sentence}
          </Text>
        ))}
      </Card>
      <BottomBar>
        <View className="recharging-next">
          <Button
            text={next}
            onTap={() => (chosen === null ? say(whyNotYet(offer, choice)) : setAsking(true))}
          />
        </View>
      </BottomBar>
      {asking && chosen !== null ? (
        <ConfirmSheet chosen={chosen} onClose={() => setAsking(false)} onRefused={onRefused} />
      ) : null}
    </View>
  );
}

interface TypedProps {
  offer: WalletView['recharge'];
  typed: string;
  onType: (typed: string) => void;
}

/** An amount of one's own, and what is wrong with it once there is one. */
function Typed({ offer, typed, onType }: TypedProps) {
  const { custom } = offer;
  if (custom === null) return null;
  const limits = limitsOf(custom);
  const problem = typed === '' ? null : typedProblem(offer, typed);
  return (
    <View className="recharging-typed">
      <View className="recharging-field">
        <Text className="recharging-yuan">¥</Text>
        <Input
          className="recharging-input"
          type="digit"
          focus
          maxlength={10}
          value={typed}
          placeholder={words.customPlaceholder(...limits)}
          placeholderClass="placeholder"
          onInput={(event) => onType(event.detail.value)}
          {...accessible({ 'aria-label': words.custom })}
        />
      </View>
      <Problem text={problem} />
    </View>
  );
}

type Limits = NonNullable<RechargingProps['offer']['custom']>;

function limitsOf({ minFen, maxFen }: Limits): [string, string] {
  return [yuanText(minFen), yuanText(maxFen)];
}

/** What is wrong with what was typed, in words. */
function typedProblem(offer: RechargingProps['offer'], typed: string): string | null {
  const problem = problemOfTyped(offer, typed);
  if (problem === null || offer.custom === null) return null;
  if (problem === 'room') return words.overRoom(yuanText(offer.roomFen));
  return words.customProblem(...limitsOf(offer.custom));
}

/** Why there is nothing to confirm yet; the field may be out of sight on a small phone. */
function whyNotYet(offer: RechargingProps['offer'], choice: RechargeChoice | null): string {
  const typed = choice !== null && 'typed' in choice ? choice.typed : '';
  return (typed === '' ? null : typedProblem(offer, typed)) ?? words.choose;
}

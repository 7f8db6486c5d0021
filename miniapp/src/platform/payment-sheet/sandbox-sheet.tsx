import { Text, View } from '@tarojs/components';
import { fen } from '@siyu/shared';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { ErrorState } from '@/ui/notice';
import { Price } from '@/ui/price';
import { Sheet } from '@/ui/sheet';
import { Bone } from '@/ui/skeleton';
import { Tag } from '@/ui/tag';
import { useLoaded } from '@/ui/use-loaded';
import { askSandbox } from '../sandbox';
import './payment-sheet.scss';

interface SandboxSheetProps<Shown> {
  /** Where the sandbox says what it is about. */
  path: string;
  words: Readonly<Record<'title' | 'sandbox' | 'yes' | 'cancel', string>>;
  /** Names and values, under the amount. */
  factsOf: (shown: Shown) => readonly (readonly [string, string])[];
  onAnswer: (yes: boolean) => void;
}

/** The browser's stand-in for a sheet of WeChat's: an amount, what it is for, and two answers. */
export function SandboxSheet<Shown extends { amountFen: number }>(asked: SandboxSheetProps<Shown>) {
  const { path, words, factsOf, onAnswer } = asked;
  const shown = useLoaded(path, () => askSandbox<Shown>(path));
  const [going, setGoing] = useState(false);
  const answer = (yes: boolean) => {
    setGoing(yes);
    onAnswer(yes);
  };
  const foot = (
    <View>
      <Button
        text={words.yes}
        loading={going}
        disabled={shown.state !== 'ready'}
        onTap={() => answer(true)}
      />
      <Button kind="quiet" text={words.cancel} disabled={going} onTap={() => answer(false)} />
    </View>
  );
  return (
    <Sheet open title={words.title} footer={foot}>
      <View className="payment-tag">
        <Tag kind="brand" text={words.sandbox} />
      </View>
      {shown.state === 'failed' ? (
        <ErrorState code={shown.code} onRetry={shown.reload} />
      ) : shown.value === null ? (
        <Bone shape="wide" />
      ) : (
        <Facts amountFen={shown.value.amountFen} facts={factsOf(shown.value)} />
      )}
    </Sheet>
  );
}

function Facts({
  amountFen,
  facts,
}: {
  amountFen: number;
  facts: readonly (readonly [string, string])[];
}) {
  return (
    <View>
      <View className="payment-amount">
        <Price amountFen={fen(amountFen)} size="large" plain />
      </View>
      {facts.map(([name, value]) => (
        <View key={name} className="payment-fact">
          <Text className="payment-name">{name}</Text>
          <Text className="payment-value">{value}</Text>
        </View>
      ))}
    </View>
  );
}

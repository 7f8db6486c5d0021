import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { asShopper } from '@/session/as-shopper';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { sayWhy } from '@/ui/say';
import { TextArea } from '@/ui/text-area';
import { applyAsPromoter } from './api';
import { words } from './wording';

const LENGTH_MAX = 100;

/** Applying: a few words, nothing to pay, and the rules below it. */
export function Application({ onApplied }: { onApplied: () => void }) {
  const [statement, setStatement] = useState('');
  const [sending, setSending] = useState(false);
  const apply = async () => {
    setSending(true);
    await asShopper(() => applyAsPromoter({ statement })).then(onApplied, sayWhy);
    setSending(false);
  };
  return (
    <Card title={words.apply}>
      <Text className="promoter-rule">{words.applyLead}</Text>
      <TextArea
        label={words.statement}
        value={statement}
        placeholder={words.statementHint}
        lengthMax={LENGTH_MAX}
        onInput={setStatement}
      />
      <View className="promoter-apply">
        <Button text={words.applyYes} loading={sending} onTap={() => void apply()} />
      </View>
    </Card>
  );
}

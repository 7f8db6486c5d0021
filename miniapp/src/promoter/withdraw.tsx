import { Text, View } from '@tarojs/components';
import { formatYuan, parseYuan, type WithdrawalTerms } from '@siyu/shared';
import { useState } from 'react';
import { goInstead } from '@/platform/go';
import { asShopper } from '@/session/as-shopper';
import { Page } from '@/shell/page';
import { BottomBar } from '@/ui/bottom-bar';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { CardBones } from '@/ui/card-bones';
import { TextField } from '@/ui/field';
import { ErrorState } from '@/ui/notice';
import { yuanText } from '@/ui/price';
import { Tap } from '@/ui/tap';
import { useLoaded } from '@/ui/use-loaded';
import { readTerms } from './api';
import { Channel, type Filled } from './withdraw-channel';
import { withdrawnNow } from './withdraw-now';
import { words } from './wording';
import './withdraw.scss';

/** Taking settled commission out. */
export default function WithdrawPage() {
  const { state, code, value, reload } = useLoaded('terms', () => asShopper(readTerms));
  return (
    <Page title={words.withdraw}>
      {value !== null ? (
        <Form terms={value} onRefused={() => void reload()} />
      ) : state === 'failed' ? (
        <ErrorState code={code} onRetry={() => void reload()} />
      ) : (
        <CardBones shapes={['fields', 'text']} />
      )}
    </Page>
  );
}

function Form({ terms, onRefused }: { terms: WithdrawalTerms; onRefused: () => void }) {
  const [filled, setFilled] = useState<Filled>({ typed: '', channel: null, payee: '' });
  const [sending, setSending] = useState(false);
  const change = (part: Partial<Filled>) => setFilled((before) => ({ ...before, ...part }));
  const amountFen = parseYuan(filled.typed);
  const send = async () => {
    setSending(true);
    const result = await withdrawnNow({ ...filled, amountFen }, terms);
    setSending(false);
    if (result === 'done') goInstead('/promoter/withdrawals');
    if (result === 'refused') onRefused();
  };
  return (
    <View className="withdraw">
      <Amount terms={terms} typed={filled.typed} onType={(typed) => change({ typed })} />
      <Channel filled={filled} terms={terms} onChange={change} />
      <Terms terms={terms} />
      <BottomBar>
        <View className="withdraw-next">
          <Button
            text={amountFen === null ? words.withdraw : words.next(yuanText(amountFen))}
            loading={sending}
            onTap={() => void send()}
          />
        </View>
      </BottomBar>
    </View>
  );
}

interface AmountProps {
  terms: WithdrawalTerms;
  typed: string;
  onType: (typed: string) => void;
}

function Amount({ terms: { minFen, settledFen }, typed, onType }: AmountProps) {
  return (
    <Card>
      <TextField
        type="digit"
        label={words.amount}
        value={typed}
        placeholder={words.amountHint(yuanText(minFen))}
        lengthMax={10}
        onInput={onType}
      />
      <View className="withdraw-all">
        <Text className="withdraw-note">{words.available(yuanText(settledFen))}</Text>
        <Tap className="withdraw-tap" onTap={() => onType(formatYuan(settledFen))}>
          {words.all}
        </Tap>
      </View>
    </Card>
  );
}

function Terms({ terms }: { terms: WithdrawalTerms }) {
  const { minFen, dailyMaxFen, dailyTimesMax, approveAboveFen, freeMonthlyFen } = terms;
  const [free, month] = [yuanText(freeMonthlyFen), yuanText(terms.monthFen)];
  const sentences = [
    ...words.term(
      yuanText(minFen),
      yuanText(dailyMaxFen),
      dailyTimesMax,
      yuanText(approveAboveFen),
    ),
    terms.above === 'refused' ? words.taxRefused(free, month) : words.taxWithheld(free),
  ];
  return (
    <Card title={words.terms}>
      {sentences.map((sentence) => (
        <Text key={sentence} className="withdraw-note">
          {sentence}
        </Text>
      ))}
    </Card>
  );
}

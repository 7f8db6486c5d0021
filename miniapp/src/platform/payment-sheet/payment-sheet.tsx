import { Text, View } from '@tarojs/components';
import { fen, type JsapiPayment } from '@siyu/shared';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { ErrorState } from '@/ui/notice';
import { Price } from '@/ui/price';
import { Sheet } from '@/ui/sheet';
import { Bone } from '@/ui/skeleton';
import { Tag } from '@/ui/tag';
import { useLoaded } from '@/ui/use-loaded';
import { inLanguage } from '../language';
import type { PayOutcome } from '../pay';
import { askSandbox } from '../sandbox';
import './payment-sheet.scss';

/** What the sandbox says of a prepay id. */
interface Prepay {
  merchantName: string;
  description: string;
  amountFen: number;
  state: string;
}

interface PaymentSheetProps {
  payment: JsapiPayment;
  onEnd: (outcome: PayOutcome | Error) => void;
}

const words = inLanguage(
  {
    title: '支付',
    sandbox: '沙盒支付 · 不会真实扣款',
    goods: '商品',
    payee: '收款方',
    method: '支付方式',
    purse: '沙盒零钱',
    pay: '确认支付',
    cancel: '取消',
  },
  {
    title: 'Payment',
    sandbox: 'Sandbox payment · no real money',
    goods: 'For',
    payee: 'Payee',
    method: 'From',
    purse: 'Sandbox balance',
    pay: 'Pay',
    cancel: 'Cancel',
  },
);

/** The browser's stand-in for WeChat's payment sheet: what is paid to whom, and two answers. */
export function PaymentSheet({ payment, onEnd }: PaymentSheetProps) {
  const id = payment.package.replace('prepay_id=', '');
  const prepay = useLoaded(id, () => askSandbox<Prepay>(`/sandbox/prepay/${id}`));
  const [paying, setPaying] = useState(false);
  const end = (answer: 'pay' | 'cancel') => {
    setPaying(answer === 'pay');
    settle(payment, answer).then(onEnd, onEnd);
  };
  const foot = (
    <View>
      <Button
        text={words.pay}
        loading={paying}
        disabled={prepay.state !== 'ready'}
        onTap={() => end('pay')}
      />
      <Button kind="quiet" text={words.cancel} disabled={paying} onTap={() => end('cancel')} />
    </View>
  );
  return (
    <Sheet open title={words.title} footer={foot}>
      <View className="payment-tag">
        <Tag kind="brand" text={words.sandbox} />
      </View>
      {prepay.state === 'failed' ? (
        <ErrorState code={prepay.code} onRetry={prepay.reload} />
      ) : prepay.value === null ? (
        <Bone shape="wide" />
      ) : (
        <Facts prepay={prepay.value} />
      )}
    </Sheet>
  );
}

function Facts({ prepay }: { prepay: Prepay }) {
  const facts = [
    [words.goods, prepay.description],
    [words.payee, prepay.merchantName],
    [words.method, words.purse],
  ] as const;
  return (
    <View>
      <View className="payment-amount">
        <Price amountFen={fen(prepay.amountFen)} size="large" plain />
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

async function settle(payment: JsapiPayment, answer: 'pay' | 'cancel'): Promise<PayOutcome> {
  const { errMsg } = await askSandbox<{ errMsg: string }>('/sandbox/pay', { ...payment, answer });
  if (errMsg === 'requestPayment:ok') return 'paid';
  if (errMsg.includes('cancel') || answer === 'cancel') return 'cancelled';
  throw new Error(errMsg);
}

import { Text, View } from '@tarojs/components';
import { fen, type TransferAnswer } from '@siyu/shared';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { ErrorState } from '@/ui/notice';
import { Price } from '@/ui/price';
import { Sheet } from '@/ui/sheet';
import { Bone } from '@/ui/skeleton';
import { Tag } from '@/ui/tag';
import { useLoaded } from '@/ui/use-loaded';
import { inLanguage } from '../language';
import { askSandbox } from '../sandbox';
import './payment-sheet.scss';

/** What the sandbox says of a transfer. */
interface Offered {
  merchantName: string;
  remark: string;
  amountFen: number;
}

interface TransferSheetProps {
  request: NonNullable<TransferAnswer['request']>;
  onEnd: (received: boolean | Error) => void;
}

const words = inLanguage(
  {
    title: '收款确认',
    sandbox: '沙盒收款 · 不会真实到账',
    remark: '转账说明',
    payer: '付款方',
    into: '收款至',
    purse: '沙盒零钱',
    receive: '确认收款',
    cancel: '取消',
  },
  {
    title: 'Receive',
    sandbox: 'Sandbox · no real money',
    remark: 'For',
    payer: 'From',
    into: 'Into',
    purse: 'Sandbox balance',
    receive: 'Receive',
    cancel: 'Cancel',
  },
);

/** The browser's stand-in for WeChat's sheet: what comes from whom, and two answers. */
export function TransferSheet({ request, onEnd }: TransferSheetProps) {
  const path = `/sandbox/transfer-sheet?package=${request.package}`;
  const offered = useLoaded(request.package, () => askSandbox<Offered>(path));
  const [receiving, setReceiving] = useState(false);
  const end = (answer: 'confirm' | 'cancel') => {
    setReceiving(answer === 'confirm');
    settle(request, answer).then(onEnd, onEnd);
  };
  const foot = (
    <View>
      <Button
        text={words.receive}
        loading={receiving}
        disabled={offered.state !== 'ready'}
        onTap={() => end('confirm')}
      />
      <Button kind="quiet" text={words.cancel} disabled={receiving} onTap={() => end('cancel')} />
    </View>
  );
  return (
    <Sheet open title={words.title} footer={foot}>
      <View className="payment-tag">
        <Tag kind="brand" text={words.sandbox} />
      </View>
      {offered.state === 'failed' ? (
        <ErrorState code={offered.code} onRetry={offered.reload} />
      ) : offered.value === null ? (
        <Bone shape="wide" />
      ) : (
        <Facts offered={offered.value} />
      )}
    </Sheet>
  );
}

function Facts({ offered }: { offered: Offered }) {
  const facts = [
    [words.remark, offered.remark],
    [words.payer, offered.merchantName],
    [words.into, words.purse],
  ] as const;
  return (
    <View>
      <View className="payment-amount">
        <Price amountFen={fen(offered.amountFen)} size="large" plain />
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

async function settle(
  request: TransferSheetProps['request'],
  answer: 'confirm' | 'cancel',
): Promise<boolean> {
  const body = { ...request, answer };
  const { errMsg } = await askSandbox<{ errMsg: string }>('/sandbox/confirm-transfer', body);
  if (errMsg === 'requestMerchantTransfer:ok') return true;
  if (errMsg.includes('cancel') || answer === 'cancel') return false;
  throw new Error(errMsg);
}

import type { TransferAnswer } from '@siyu/shared';
import { inLanguage } from '../language';
import { askSandbox } from '../sandbox';
import { SandboxSheet } from './sandbox-sheet';

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
    yes: '确认收款',
    cancel: '取消',
  },
  {
    title: 'Receive',
    sandbox: 'Sandbox · no real money',
    remark: 'For',
    payer: 'From',
    into: 'Into',
    purse: 'Sandbox balance',
    yes: 'Receive',
    cancel: 'Cancel',
  },
);

/** The browser's stand-in for WeChat's sheet: what comes from whom, and two answers. */
export function TransferSheet({ request, onEnd }: TransferSheetProps) {
  return (
    <SandboxSheet<Offered>
      path={`/sandbox/transfer-sheet?package=${request.package}`}
      words={words}
      factsOf={({ remark, merchantName }) => [
        [words.remark, remark],
        [words.payer, merchantName],
        [words.into, words.purse],
      ]}
      onAnswer={(yes) => void settle(request, yes ? 'confirm' : 'cancel').then(onEnd, onEnd)}
    />
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

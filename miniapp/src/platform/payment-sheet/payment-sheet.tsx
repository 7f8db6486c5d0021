import type { JsapiPayment } from '@siyu/shared';
import { inLanguage } from '../language';
import type { PayOutcome } from '../pay';
import { askSandbox } from '../sandbox';
import { SandboxSheet } from './sandbox-sheet';

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
    yes: '确认支付',
    cancel: '取消',
  },
  {
    title: 'Payment',
    sandbox: 'Sandbox payment · no real money',
    goods: 'For',
    payee: 'Payee',
    method: 'From',
    purse: 'Sandbox balance',
    yes: 'Pay',
    cancel: 'Cancel',
  },
);

/** The browser's stand-in for WeChat's payment sheet: what is paid to whom, and two answers. */
export function PaymentSheet({ payment, onEnd }: PaymentSheetProps) {
  const id = payment.package.replace('prepay_id=', '');
  return (
    <SandboxSheet<Prepay>
      path={`/sandbox/prepay/${id}`}
      words={words}
      factsOf={({ description, merchantName }) => [
        [words.goods, description],
        [words.payee, merchantName],
        [words.method, words.purse],
      ]}
      onAnswer={(yes) => void settle(payment, yes ? 'pay' : 'cancel').then(onEnd, onEnd)}
    />
  );
}

async function settle(payment: JsapiPayment, answer: 'pay' | 'cancel'): Promise<PayOutcome> {
  const { errMsg } = await askSandbox<{ errMsg: string }>('/sandbox/pay', { ...payment, answer });
  if (errMsg === 'requestPayment:ok') return 'paid';
  if (errMsg.includes('cancel') || answer === 'cancel') return 'cancelled';
  throw new Error(errMsg);
}

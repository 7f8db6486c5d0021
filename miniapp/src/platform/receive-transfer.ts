import type { TransferAnswer } from '@siyu/shared';
import { Refused } from './refused';

type TransferRequest = NonNullable<TransferAnswer['request']>;

interface Called {
  success: (answer: { errMsg: string }) => void;
  fail: (answer: { errMsg: string }) => void;
}

/** Taro does not know this one, so WeChat's own is asked. */
declare const wx: { requestMerchantTransfer?: (options: TransferRequest & Called) => void };

/**
 * Lets a person confirm in WeChat's own sheet that they receive money, or in a browser in the
 * sandbox's. False when they turned back: the server asks WeChat, and believes only that. Throws
 * `WECHAT_UNAVAILABLE` when the sheet could not be shown, as in a WeChat that is too old.
 */
async function receiveTransfer(request: TransferRequest): Promise<boolean> {
  if (process.env.TARO_ENV === 'h5') {
    const { openTransferSheet } = await import('./payment-sheet/open-transfer');
    return openTransferSheet(request);
  }
  const errMsg = await new Promise<string>((resolve) => {
    const ended = (answer: { errMsg: string }) => resolve(answer.errMsg);
    if (wx.requestMerchantTransfer === undefined) resolve('');
    else wx.requestMerchantTransfer({ ...request, success: ended, fail: ended });
  });
  if (errMsg === 'requestMerchantTransfer:ok') return true;
  if (errMsg.includes('cancel')) return false;
  throw new Refused('WECHAT_UNAVAILABLE');
}

export type Receipt = 'received' | 'waiting' | 'cancelled';

/**
 * Has what the shop sends received: WeChat's sheet, then what WeChat itself says of it, by the
 * server. It is `waiting` while WeChat has not said more than that it is on its way.
 */
export async function receiptOf(readTransfer: () => Promise<TransferAnswer>): Promise<Receipt> {
  const { state, request } = await readTransfer();
  if (state === 'succeeded') return 'received';
  if (request === null) return 'waiting';
  if (!(await receiveTransfer(request))) return 'cancelled';
  return (await readTransfer()).state === 'succeeded' ? 'received' : 'waiting';
}

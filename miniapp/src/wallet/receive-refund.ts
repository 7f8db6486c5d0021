import { receiveTransfer } from '@/platform/receive-transfer';
import { readTransfer } from './api';

export type Receipt = 'received' | 'waiting' | 'cancelled';

/**
 * Has a refund that goes by transfer received: WeChat's sheet, then what WeChat itself says. It is
 * `waiting` while WeChat has not said more than that it is on its way.
 */
export async function receiveRefund(refundId: string): Promise<Receipt> {
  const { state, request } = await readTransfer(refundId);
  if (state === 'succeeded') return 'received';
  if (request === null) return 'waiting';
  if (!(await receiveTransfer(request))) return 'cancelled';
  const after = await readTransfer(refundId);
  return after.state === 'succeeded' ? 'received' : 'waiting';
}

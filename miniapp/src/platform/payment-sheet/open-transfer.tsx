import type { TransferAnswer } from '@siyu/shared';
import { createRoot } from 'react-dom/client';
import { Refused } from '../refused';
import { TransferSheet } from './transfer-sheet';

/**
 * Shows the sandbox's sheet over whatever page is open, as WeChat shows its own, and answers
 * whether the money was received. Throws `WECHAT_UNAVAILABLE` when the sandbox refused.
 */
export function openTransferSheet(
  request: NonNullable<TransferAnswer['request']>,
): Promise<boolean> {
  const host = document.createElement('div');
  host.className = 'payment-host';
  document.body.appendChild(host);
  const root = createRoot(host);
  return new Promise((resolve, reject) => {
    const end = (received: boolean | Error) => {
      root.unmount();
      host.remove();
      if (received instanceof Error) reject(new Refused('WECHAT_UNAVAILABLE'));
      else resolve(received);
    };
    root.render(<TransferSheet request={request} onEnd={end} />);
  });
}

import type { JsapiPayment } from '@siyu/shared';
import { createRoot } from 'react-dom/client';
import type { PayOutcome } from '../pay';
import { Refused } from '../refused';
import { PaymentSheet } from './payment-sheet';

/**
 * Shows the sandbox's payment sheet over whatever page is open, as WeChat shows its own, and
 * answers how it ended. Throws `WECHAT_UNAVAILABLE` when the sandbox refused the payment.
 */
export function openPaymentSheet(payment: JsapiPayment): Promise<PayOutcome> {
  const host = document.createElement('div');
  host.className = 'payment-host';
  // Not inside the router: it hides every page that is not its last child.
  document.body.appendChild(host);
  const root = createRoot(host);
  return new Promise((resolve, reject) => {
    const end = (outcome: PayOutcome | Error) => {
      root.unmount();
      host.remove();
      if (outcome instanceof Error) reject(new Refused('WECHAT_UNAVAILABLE'));
      else resolve(outcome);
    };
    root.render(<PaymentSheet payment={payment} onEnd={end} />);
  });
}

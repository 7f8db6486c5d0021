import type { Order, OrderSummary } from '@siyu/shared';
import { go } from '@/platform/go';
import { confirmReceiptAtWechat } from '@/platform/receipt';
import { confirmed, say, sayWhy } from '@/ui/say';
import { cancelOrder, readOrder, receiveOrder } from './api';
import { orderChanged } from './changes';
import type { OrderAction } from './order-actions';
import { payOrder } from './pay-order';
import { words } from './wording';

/** Does what was tapped. Ends when the order should be looked at again; failures are said. */
export async function act(action: OrderAction, order: Pick<OrderSummary, 'id'>): Promise<void> {
  try {
    await DOING[action](order.id);
  } catch (error) {
    sayWhy(error);
    orderChanged();
  }
}

const DOING: Record<OrderAction, (orderId: string) => Promise<void>> = {
  pay: async (orderId) => {
    if ((await payOrder(orderId)) === 'paid') go(`/checkout/result?id=${orderId}`);
  },
  cancel: async (orderId) => {
    const question = { title: words.cancelTitle, text: words.cancelText, yes: words.cancelYes };
    if (!(await confirmed(question))) return;
    await cancelOrder(orderId);
    orderChanged();
    say(words.cancelled);
  },
  'confirm-receipt': async (orderId) => {
    if (!(await receiptConfirmed(await readOrder(orderId)))) return say(words.notReceived);
    await receiveOrder(orderId);
    orderChanged();
    say(words.received);
  },
  'after-sale': (orderId) => Promise.resolve(go(`/after-sale/apply?orderId=${orderId}`)),
};

/** WeChat asks in its own words where it carried the shipment; elsewhere the shop asks. */
async function receiptConfirmed(order: Order): Promise<boolean> {
  if (order.receiptConfirmation !== null) return confirmReceiptAtWechat(order.receiptConfirmation);
  const question = { title: words.receiptTitle, text: words.receiptText, yes: words.receiptYes };
  return confirmed(question);
}

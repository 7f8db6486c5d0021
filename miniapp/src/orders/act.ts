import type { Order, OrderSummary } from '@siyu/shared';
import { go } from '@/platform/go';
import { confirmReceiptAtWechat, WECHAT_ASKS } from '@/platform/receipt';
import { confirmed, say, sayWhy } from '@/ui/say';
import { cancelOrder, readOrder, receiveOrder } from './api';
import { orderChanged } from './changes';
import type { OrderAction } from './order-actions';
import { payOrder } from './pay-order';
import { words } from './wording';

/** Does what was tapped. Ends when the order should be looked at again; failures are said. */
export async function act(
  action: OrderAction,
  order: Pick<OrderSummary, 'id' | 'teamId'>,
): Promise<void> {
  try {
    await DOING[action](order.id, order.teamId);
  } catch (error) {
    sayWhy(error);
    orderChanged();
  }
}

const DOING: Record<OrderAction, (orderId: string, teamId: string | null) => Promise<void>> = {
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
    const { state } = await receiveOrder(orderId);
    orderChanged();
    // WeChat has the last word on what was confirmed in its own component.
    say(state === 'completed' ? words.received : words.notReceived);
  },
  'see-team': (_, teamId) => Promise.resolve(go(`/group-buy/team?team=${teamId ?? ''}`)),
  'after-sale': (orderId) => Promise.resolve(go(`/after-sale/apply?orderId=${orderId}`)),
};

/** WeChat's component asks in its own words; where there is none, the shop asks. */
async function receiptConfirmed({ receiptConfirmation }: Order): Promise<boolean> {
  if (receiptConfirmation === null || !WECHAT_ASKS) {
    const question = { title: words.receiptTitle, text: words.receiptText, yes: words.receiptYes };
    if (!(await confirmed(question))) return false;
  }
  return receiptConfirmation === null || confirmReceiptAtWechat(receiptConfirmation);
}

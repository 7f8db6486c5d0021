import type { ChosenTenders, PlaceOrderRequest } from '@siyu/shared';
import { confirmed } from '@/ui/say';
import { yuanText } from '@/ui/price';
import { words } from './wording';

type Tendered = Pick<PlaceOrderRequest, 'pointsFen' | 'balanceFen' | 'balanceConfirmed'>;

/**
 * What an order says of points and balance, after asking where the shop wants it confirmed; null
 * when the shopper thinks again. An order that is sent again, its outcome unknown, asks no more.
 */
export async function tenderedBy(
  tenders: ChosenTenders | null,
  again: boolean,
): Promise<Tendered | null> {
  if (tenders === null) return {};
  const { mustConfirm, paidBy } = tenders;
  const { pointsFen, balanceFen, wechatFen } = paidBy;
  if (mustConfirm && !again) {
    const balance = yuanText(balanceFen);
    const text =
      wechatFen > 0
        ? words.balanceText(balance, yuanText(wechatFen))
        : words.balanceTextAll(balance);
    if (!(await confirmed({ title: words.balanceTitle, text, yes: words.balanceYes }))) return null;
  }
  return { pointsFen, balanceFen, balanceConfirmed: mustConfirm };
}

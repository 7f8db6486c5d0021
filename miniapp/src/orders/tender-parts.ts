import { fen, refundByTender, type Fen, type Order, type Tenders } from '@siyu/shared';
import { totalOf } from './total';

/** The word for what paid a part. */
export type PaidBy = 'byPoints' | 'byBalance' | 'byWechat';

/** A part of a total, by the word for what paid it or for where it went back to. */
export interface TenderPart<By = PaidBy> {
  by: By;
  amountFen: Fen;
}

export type SincePart = TenderPart<
  PaidBy | 'refunded' | 'backToPoints' | 'backToBalance' | 'backToWechat'
>;

/** What pays a total; nothing where WeChat alone does. */
export function tenderParts({ pointsFen, balanceFen, wechatFen }: Tenders): TenderPart[] {
  if (pointsFen + balanceFen === 0) return [];
  return present([
    { by: 'byPoints', amountFen: pointsFen },
    { by: 'byBalance', amountFen: balanceFen },
    { by: 'byWechat', amountFen: wechatFen },
  ]);
}

/** How an order was paid or is to be, and what went back to where. */
export function sinceParts(order: Order): SincePart[] {
  const { paidBy, refundedFen } = order;
  const paid = totalOf(order) === 'unknown' ? [] : tenderParts(paidBy);
  const refunded = present<SincePart['by']>([{ by: 'refunded', amountFen: refundedFen }]);
  if (paid.length === 0 || refundedFen === 0) return [...paid, ...refunded];
  // Any order of refunds comes to the same, so that their sum tells.
  const back = refundByTender(paidBy, fen(0), refundedFen);
  const parts = present<SincePart['by']>([
    { by: 'backToPoints', amountFen: back.pointsFen },
    { by: 'backToBalance', amountFen: back.balanceFen },
    { by: 'backToWechat', amountFen: back.wechatFen },
  ]);
  return [...paid, ...refunded, ...parts];
}

function present<By extends SincePart['by']>(parts: readonly TenderPart<By>[]): TenderPart<By>[] {
  return parts.filter(({ amountFen }) => amountFen > 0);
}

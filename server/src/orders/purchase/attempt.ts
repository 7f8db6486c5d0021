import type { Address, CheckedPurchase, PlacedOrder, Quote } from '@siyu/shared';
import type { ShopperSession } from '../../platform/access.js';
import { inputHash } from '../../platform/idempotency.js';
import { Refusal } from '../../platform/refusal.js';
import type { Destination, OrderRow } from '../order.store.js';

const ROUTE = 'POST /shop/orders';

/** One order as it was asked for, whatever the address it came to. */
export interface Attempt {
  shopper: ShopperSession;
  key: string;
  hash: string;
  request: CheckedPurchase;
}

export function attemptOf(shopper: ShopperSession, key: string, request: CheckedPurchase): Attempt {
  return { shopper, key, hash: inputHash(ROUTE, request), request };
}

/** What a repeat is answered: the order of its key. @throws Refusal IDEMPOTENCY_KEY_REUSED */
export function repeated({ hash }: Attempt, first: OrderRow): PlacedOrder {
  if (first.inputHash !== hash) throw new Refusal('IDEMPOTENCY_KEY_REUSED');
  return placed(first);
}

/**
 * Where it goes, once nothing stands against ordering just this at just the total shown.
 * @throws Refusal of the quote, ADDRESS_NOT_FOUND, QUOTE_CHANGED, RETURN_POLICY_UNCONFIRMED
 */
export function agreed(
  quote: Quote,
  address: Address | null,
  request: CheckedPurchase,
): Destination {
  if (quote.refusal !== null) {
    const skuIds = quote.lines.filter((line) => line.refusal !== null).map((line) => line.skuId);
    throw new Refusal(quote.refusal, { skuIds });
  }
  if (!address) throw new Refusal('ADDRESS_NOT_FOUND');
  if (quote.totalFen !== request.shownTotalFen) {
    throw new Refusal('QUOTE_CHANGED', { totalFen: quote.totalFen });
  }
  // 消费者权益保护法 art. 25: goods without the seven-day right need a confirmation of their own.
  if (!request.returnPolicyConfirmed && quote.lines.some((line) => !line.returnable)) {
    throw new Refusal('RETURN_POLICY_UNCONFIRMED');
  }
  const { id: _id, isDefault: _isDefault, ...destination } = address;
  return destination;
}

/** What the shopper reads in WeChat's payment sheet. */
export function describe(quote: Quote): string {
  const [first] = quote.lines;
  const more = quote.lines.length > 1 ? ` 等${quote.lines.length}种` : '';
  return `${first?.title ?? ''}`.slice(0, 100) + more;
}

export function placed(order: Pick<OrderRow, 'id' | 'totalFen' | 'payBy'>): PlacedOrder {
  return { id: order.id, totalFen: order.totalFen, payBy: order.payBy.toISOString() };
}

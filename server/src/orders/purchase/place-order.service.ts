import { Inject, Injectable } from '@nestjs/common';
import {
  minutesAfter,
  type Address,
  type PlacedOrder,
  type CheckedPurchase,
  type Quote,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Carts } from '../../cart/cart.service.js';
import { Stock } from '../../catalog/stock.js';
import { TextCheck } from '../../identity/text-check.js';
import { Payments } from '../../payments/payments.service.js';
import type { ShopperSession } from '../../platform/access.js';
import { Clock } from '../../platform/clock.js';
import { inputHash } from '../../platform/idempotency.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, isDuplicate, type Tx } from '../../platform/transaction.js';
import { Pricing } from '../../pricing/pricing.service.js';
import type { Holding } from '../../promotions/campaigns/promotion-kinds.js';
import { Promotions } from '../../promotions/campaigns/promotions.service.js';
import { Settings } from '../../shop/settings.js';
import {
  insertOrder,
  orderByKey,
  type Destination,
  type NewOrder,
  type OrderRow,
} from '../order.store.js';
import { insertOrderLines } from '../lines/order-line.store.js';

const ROUTE = 'POST /shop/orders';

/** One order as it was asked for. */
interface Attempt {
  shopper: ShopperSession;
  key: string;
  hash: string;
  request: CheckedPurchase;
}

/** Turns a quoted purchase into an order that holds its stock until it is paid or closed. */
@Injectable()
export class PlaceOrder {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly text: TextCheck,
    private readonly pricing: Pricing,
    private readonly promotions: Promotions,
    private readonly stock: Stock,
    private readonly payments: Payments,
    private readonly carts: Carts,
    private readonly settings: Settings,
  ) {}

  /**
   * Places an order. The order is its own idempotency record: a repeat of the key is answered from
   * it first, also when the goods are sold out by now.
   * @throws Refusal QUOTE_CHANGED, STOCK_INSUFFICIENT, SKU_GONE, REGION_NOT_DELIVERED,
   *   RETURN_POLICY_UNCONFIRMED, CAMPAIGN_EXHAUSTED, PURCHASE_LIMIT, OPEN_ORDERS_TOO_MANY,
   *   TEXT_REJECTED, IDEMPOTENCY_KEY_REUSED
   */
  async place(
    shopper: ShopperSession,
    key: string,
    request: CheckedPurchase,
  ): Promise<PlacedOrder> {
    const attempt = { shopper, key, hash: inputHash(ROUTE, request), request };
    // WeChat may be slow, or think otherwise of a remark by now: a repeat does not ask it again.
    const first = request.remark === '' ? null : await this.firstAnswer(attempt);
    if (first) return first;
    try {
      await this.text.accept(shopper.openid, request.remark);
      return await inTransaction(this.db, (tx) => this.admit(tx, attempt));
    } catch (error) {
      if (!(error instanceof Refusal) && !isDuplicate(error)) throw error;
      const meanwhile = await this.firstAnswer(attempt);
      if (!meanwhile) throw error;
      return meanwhile;
    }
  }

  /** What the key was answered before, or null. @throws Refusal IDEMPOTENCY_KEY_REUSED */
  private async firstAnswer({ shopper, key, hash }: Attempt): Promise<PlacedOrder | null> {
    const first = await orderByKey(this.db.manager, shopper.shopperId, key);
    if (!first) return null;
    if (first.inputHash !== hash) throw new Refusal('IDEMPOTENCY_KEY_REUSED');
    return placed(first);
  }

  private async admit(tx: Tx, { shopper, key, hash, request }: Attempt): Promise<PlacedOrder> {
    const { shopperId } = shopper;
    const placedAt = this.clock.now();
    const priced = await this.pricing.quote(tx, { shopperId, now: placedAt }, request);
    const { quote } = priced;
    const destination = agreed(quote, priced.address, request);
    const { payWithinMinutes, openOrdersMax } = await this.settings.current(tx);
    const id = newId(placedAt);
    const payBy = minutesAfter(placedAt, priced.payWithinMinutes ?? payWithinMinutes);
    const order = {
      id,
      shopperId,
      idempotencyKey: key,
      inputHash: hash,
      paymentId: await this.openPayment(tx, shopper, id, quote, payBy),
      address: destination,
      remark: request.remark,
      payBy,
      placedAt,
      quote,
      stockOf: priced.stockOf,
    };
    if (!(await insertOrder(tx, order, openOrdersMax))) throw new Refusal('OPEN_ORDERS_TOO_MANY');
    await this.takeGoods(tx, order, request.fromCart);
    await this.promotions.hold(tx, holdingOf(order, request), quote.offers);
    return placed({ id, totalFen: quote.totalFen, payBy });
  }

  private openPayment(
    tx: Tx,
    { shopperId, openid }: ShopperSession,
    orderId: string,
    quote: Quote,
    expiresAt: Date,
  ): Promise<string> {
    return this.payments.open(tx, {
      subjectKind: 'order',
      subjectId: orderId,
      shopperId,
      openid,
      description: describe(quote),
      amountFen: quote.totalFen,
      expiresAt,
    });
  }

  /** The contended rows, of stock, come last, so that they stay locked for the shortest time. */
  private async takeGoods(tx: Tx, order: NewOrder, fromCart: boolean): Promise<void> {
    const { id, shopperId, placedAt, quote, stockOf } = order;
    await insertOrderLines(tx, order, () => newId(placedAt));
    const bought = quote.lines.filter((line) => line.giftOf === null).map((line) => line.skuId);
    if (fromCart) await this.carts.takeOut(tx, shopperId, bought);
    const items = quote.lines.filter((line) => !stockOf.has(line.skuId));
    await this.stock.hold(tx, { reason: 'order', referenceId: id, items });
  }
}

/** What the order's offers are taken for. */
function holdingOf(order: NewOrder, { through }: CheckedPurchase): Holding {
  const { id: orderId, shopperId, address, payBy, placedAt: now, quote } = order;
  const { lines, totalFen } = quote;
  return { orderId, shopperId, address, lines, totalFen, payBy, through, now };
}

/** Where it goes, once nothing stands against ordering just this at just the total shown. */
function agreed(quote: Quote, address: Address | null, request: CheckedPurchase): Destination {
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
function describe(quote: Quote): string {
  const [first] = quote.lines;
  const more = quote.lines.length > 1 ? ` 等${quote.lines.length}种` : '';
  return `${first?.title ?? ''}`.slice(0, 100) + more;
}

function placed(order: Pick<OrderRow, 'id' | 'totalFen' | 'payBy'>): PlacedOrder {
  return { id: order.id, totalFen: order.totalFen, payBy: order.payBy.toISOString() };
}

import { Inject, Injectable } from '@nestjs/common';
import {
  minutesAfter,
  type CheckedPurchase,
  type PlacedOrder,
  type Quote,
  type Tenders,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Carts } from '../../cart/cart.service.js';
import { Stock } from '../../catalog/stock.js';
import { lockLiveShopper } from '../../identity/lock-shopper.js';
import { TextCheck } from '../../identity/text-check.js';
import { Payments } from '../../payments/payments.service.js';
import type { ShopperSession } from '../../platform/access.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, isDuplicate, type Tx } from '../../platform/transaction.js';
import { Pricing } from '../../pricing/pricing.service.js';
import type { HeldLine, Holding } from '../../promotions/campaigns/promotion-kinds.js';
import { Promotions } from '../../promotions/campaigns/promotions.service.js';
import { Settings } from '../../shop/settings.js';
import { agreed, attemptOf, describe, placed, repeated, type Attempt } from './attempt.js';
import { orderByKey } from '../order.store.js';
import { OrderTenders } from '../tenders/order-tenders.service.js';
import { insertOrder, type NewOrder } from './new-order.store.js';
import { insertOrderLines } from '../lines/order-line.store.js';

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
    private readonly tenders: OrderTenders,
    private readonly payments: Payments,
    private readonly carts: Carts,
    private readonly settings: Settings,
  ) {}

  /**
   * Places an order. The order is its own idempotency record: a repeat of the key is answered from
   * it first, also when the goods are sold out by now.
   * @throws Refusal QUOTE_CHANGED, STOCK_INSUFFICIENT, SKU_GONE, REGION_NOT_DELIVERED,
   *   RETURN_POLICY_UNCONFIRMED, CAMPAIGN_EXHAUSTED, PURCHASE_LIMIT, OPEN_ORDERS_TOO_MANY,
   *   POINTS_LIMIT, POINTS_INSUFFICIENT, BALANCE_INSUFFICIENT, BALANCE_UNCONFIRMED,
   *   TENDERS_EXCEED_TOTAL, TEXT_REJECTED, IDEMPOTENCY_KEY_REUSED
   */
  async place(
    shopper: ShopperSession,
    key: string,
    request: CheckedPurchase,
  ): Promise<PlacedOrder> {
    const attempt = attemptOf(shopper, key, request);
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
  private async firstAnswer(attempt: Attempt): Promise<PlacedOrder | null> {
    const first = await orderByKey(this.db.manager, attempt.shopper.shopperId, attempt.key);
    return first && repeated(attempt, first);
  }

  private async admit(tx: Tx, { shopper, key, hash, request }: Attempt): Promise<PlacedOrder> {
    const { shopperId } = shopper;
    const placedAt = this.clock.now();
    const priced = await this.pricing.quote(tx, { shopperId, now: placedAt }, request);
    const { quote } = priced;
    const destination = agreed(quote, priced.address, request);
    const tenders = await this.tenders.agreed(tx, shopperId, quote, request);
    const { payWithinMinutes, openOrdersMax } = await this.settings.current(tx);
    const id = newId(placedAt);
    const payBy = minutesAfter(placedAt, priced.payWithinMinutes ?? payWithinMinutes);
    const order = {
      id,
      shopperId,
      idempotencyKey: key,
      inputHash: hash,
      paymentId: await this.openPayment(tx, shopper, id, { quote, tenders, payBy }),
      address: destination,
      remark: request.remark,
      payBy,
      placedAt,
      quote,
      tenders,
      stockOf: priced.stockOf,
      stateWhenPaid: priced.waits ? ('gathering' as const) : ('to-ship' as const),
    };
    if (!(await insertOrder(tx, order, openOrdersMax))) {
      await lockLiveShopper(tx, shopperId);
      throw new Refusal('OPEN_ORDERS_TOO_MANY');
    }
    await this.tenders.hold(tx, { id, shopperId, ...tenders });
    await this.takeGoods(tx, order, request.fromCart);
    await this.promotions.hold(tx, holdingOf(order, request), quote.offers);
    return placed({ id, totalFen: quote.totalFen, payBy });
  }

  private openPayment(
    tx: Tx,
    { shopperId, openid }: ShopperSession,
    orderId: string,
    { quote, tenders, payBy }: { quote: Quote; tenders: Tenders; payBy: Date },
  ): Promise<string> {
    return this.payments.open(tx, {
      subjectKind: 'order',
      subjectId: orderId,
      shopperId,
      openid,
      description: describe(quote),
      amountFen: tenders.wechatFen,
      isPart: tenders.wechatFen < quote.totalFen,
      expiresAt: payBy,
    });
  }

  /** The contended rows, of stock, come last, so that they stay locked for the shortest time. */
  private async takeGoods(tx: Tx, order: NewOrder, fromCart: boolean): Promise<void> {
    const { id, shopperId, placedAt, quote } = order;
    await insertOrderLines(tx, [order], () => newId(placedAt));
    const bought = quote.lines.filter((line) => line.giftOf === null).map((line) => line.skuId);
    if (fromCart) await this.carts.takeOut(tx, shopperId, bought);
    const items = heldLines(order).filter((line) => line.stockOf === null);
    await this.stock.hold(tx, { reason: 'order', referenceId: id, items });
  }
}

/** What the order's offers are taken for. */
function holdingOf(order: NewOrder, { through }: CheckedPurchase): Holding {
  const { id: orderId, shopperId, address, payBy, placedAt: now, quote } = order;
  const { totalFen } = quote;
  const lines = heldLines(order);
  return { orderId, shopperId, address, lines, totalFen, payBy, through, now };
}

/** A gift comes out of the ordinary stock, whatever the same goods are sold from. */
function heldLines({ quote, stockOf }: NewOrder): HeldLine[] {
  return quote.lines.map(({ skuId, productId, quantity, payableFen, giftOf }) => ({
    ...{ skuId, productId, quantity, payableFen },
    stockOf: giftOf === null ? (stockOf.get(skuId) ?? null) : null,
  }));
}

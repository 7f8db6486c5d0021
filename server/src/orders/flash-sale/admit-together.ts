import { Inject, Injectable } from '@nestjs/common';
import { minutesAfter, type PlacedOrder, type RefusalCode } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { AddressBook } from '../../identity/address-book.js';
import { Payments } from '../../payments/payments.service.js';
import { Clock } from '../../platform/clock.js';
import type { Outcome } from '../../platform/batching.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, isDuplicate, type Tx } from '../../platform/transaction.js';
import { FlashSales, type FlashSaleNow } from '../../promotions/flash-sale/flash-sales.service.js';
import { Settings } from '../../shop/settings.js';
import { insertOrderLines } from '../lines/order-line.store.js';
import { ordersByKeys } from '../order.store.js';
import { insertOrders, openOrdersOf } from '../purchase/new-order.store.js';
import { describe, placed, repeated, type Attempt } from '../purchase/attempt.js';
import { Admission, type Admitted } from './admission.js';
import { FlashGates } from './flash-gates.js';
import { FlashPrices } from './flash-prices.js';

const FOR_EVERYONE = new Set<RefusalCode>(['FLASH_SOLD_OUT', 'CAMPAIGN_NOT_LIVE']);

/** One SKU of one campaign. */
export interface FlashPlace {
  campaignId: string;
  skuId: string;
}

/**
 * Admits purchases of one SKU that came together, in one transaction: what they take is looked at
 * once, decided in the order they came, and written by one statement a table. Exact across
 * instances, because what limits it is locked in the database; durable before anyone is answered.
 */
@Injectable()
export class AdmitTogether {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly addresses: AddressBook,
    private readonly sales: FlashSales,
    private readonly prices: FlashPrices,
    private readonly payments: Payments,
    private readonly settings: Settings,
    private readonly gates: FlashGates,
  ) {}

  /** Each is placed, answered from its first order, or refused; nobody for another's sake. */
  async admit(place: FlashPlace, attempts: readonly Attempt[]): Promise<Outcome<PlacedOrder>[]> {
    const firsts = new Map<string, Attempt>();
    for (const one of attempts) if (!firsts.has(nameOf(one))) firsts.set(nameOf(one), one);
    const outcomes = await this.admitNew(place, [...firsts.values()]);
    await this.closeGate(place, [...outcomes.values()]);
    return attempts.map((attempt) => {
      const outcome = outcomes.get(nameOf(attempt)) ?? { error: new Error('nobody decided') };
      const isSame = attempt.hash === firsts.get(nameOf(attempt))?.hash;
      return isSame ? outcome : { error: new Refusal('IDEMPOTENCY_KEY_REUSED') };
    });
  }

  /** What was refused for what holds for everyone is refused from memory for a while. */
  private async closeGate(
    place: FlashPlace,
    outcomes: readonly Outcome<PlacedOrder>[],
  ): Promise<void> {
    const refusals = outcomes.flatMap((one) =>
      'error' in one && one.error instanceof Refusal ? [one.error] : [],
    );
    const why = refusals.find(({ code }) => FOR_EVERYONE.has(code));
    if (!why) return;
    const again = await this.sales.beginsAgainAt(place.campaignId, this.clock.now());
    await this.gates.close(this.db.manager, place, why, again);
  }

  /** A key that has an order makes the whole fail: then the repeats are answered, the rest go on. */
  private async admitNew(
    place: FlashPlace,
    attempts: readonly Attempt[],
  ): Promise<Map<string, Outcome<PlacedOrder>>> {
    try {
      return await inTransaction(this.db, (tx) => this.inOne(tx, place, attempts));
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const repeats = await answersOf(this.db.manager, attempts);
      const rest = attempts.filter((one) => !repeats.has(nameOf(one)));
      if (rest.length === attempts.length) throw error;
      if (rest.length === 0) return repeats;
      return new Map([...repeats, ...(await this.admitNew(place, rest))]);
    }
  }

  private async inOne(
    tx: Tx,
    place: FlashPlace,
    attempts: readonly Attempt[],
  ): Promise<Map<string, Outcome<PlacedOrder>>> {
    const now = this.clock.now();
    const sale = await this.sales.now(tx, place.campaignId, place.skuId, now);
    if (!sale) return this.refusedAll(tx, attempts, new Refusal('CAMPAIGN_NOT_LIVE', { ...place }));
    const admission = await this.admission(tx, sale, attempts);
    const decided = attempts.map((attempt) => [attempt, admission.decide(attempt)] as const);
    const refused = decided.flatMap(([one, { error }]) => (error ? [one] : []));
    const repeats = await answersOf(tx, refused);
    const orders = decided.flatMap(([, { admitted }]) => admitted ?? []);
    const written = await this.write(tx, sale, orders, now);
    return new Map(
      decided.map(([attempt, { error }]) => {
        const name = nameOf(attempt);
        return [name, repeats.get(name) ?? written.get(name) ?? { error }];
      }),
    );
  }

  /** Everything the decisions depend on. Shoppers are locked first and the stock last. */
  private async admission(
    tx: Tx,
    sale: FlashSaleNow,
    attempts: readonly Attempt[],
  ): Promise<Admission> {
    const shopperIds = [...new Set(attempts.map(({ shopper }) => shopper.shopperId))].sort();
    const quoteFor = await this.prices.of(tx, sale);
    const addressOf = await this.addresses.lockAt(
      tx,
      attempts.map(({ shopper, request }) => ({
        ...{ shopperId: shopper.shopperId, addressId: request.addressId },
      })),
    );
    return new Admission({
      ...{ sale, quoteFor, addressOf },
      openOrders: await openOrdersOf(tx, shopperIds),
      openOrdersMax: (await this.settings.current(tx)).openOrdersMax,
      taken: await this.sales.takenBy(tx, sale.campaignId, shopperIds),
      left: await this.sales.lockLeft(tx, sale),
    });
  }

  private async write(
    tx: Tx,
    sale: FlashSaleNow,
    admitted: readonly Admitted[],
    placedAt: Date,
  ): Promise<Map<string, Outcome<PlacedOrder>>> {
    if (admitted.length === 0) return new Map();
    const payBy = minutesAfter(placedAt, sale.payWithinMinutes);
    const named = admitted.map((one) => ({ ...one, id: newId(placedAt) }));
    const paymentIds = await this.payments.openAll(
      tx,
      named.map(({ id, attempt: { shopper }, quote }) => ({
        ...{ subjectKind: 'order', subjectId: id, description: describe(quote) },
        ...{ shopperId: shopper.shopperId, openid: shopper.openid },
        ...{ amountFen: quote.totalFen, expiresAt: payBy },
      })),
    );
    const stockOf = new Map([[sale.skuId, sale.campaignId]]);
    const orders = named.map(({ id, attempt, quote, address }, at) => ({
      ...{ id, quote, address, stockOf, payBy, placedAt, paymentId: paymentIds[at] ?? '' },
      ...{ shopperId: attempt.shopper.shopperId, idempotencyKey: attempt.key },
      ...{ inputHash: attempt.hash, remark: attempt.request.remark },
      stateWhenPaid: 'to-ship' as const,
    }));
    await insertOrders(tx, orders);
    await insertOrderLines(tx, orders, () => newId(placedAt));
    await this.sales.take(
      tx,
      sale,
      orders.map(({ id: orderId, shopperId, quote }, at) => ({
        ...{ orderId, shopperId, quantity: named[at]?.quantity ?? 0, savedFen: quote.discountFen },
      })),
    );
    return new Map(
      orders.map(({ id, quote: { totalFen } }, at) => [
        nameOf(admitted[at]?.attempt),
        { answer: placed({ id, totalFen, payBy }) },
      ]),
    );
  }

  private async refusedAll(tx: Tx, attempts: readonly Attempt[], error: Refusal) {
    const repeats = await answersOf(tx, attempts);
    return new Map<string, Outcome<PlacedOrder>>(
      attempts.map((one) => [nameOf(one), repeats.get(nameOf(one)) ?? { error }]),
    );
  }
}

/** A purchase is one by its shopper and key. */
function nameOf(attempt: Pick<Attempt, 'shopper' | 'key'> | undefined): string {
  return `${attempt?.shopper.shopperId} ${attempt?.key}`;
}

/** What was answered before to those among them that are repeats. */
async function answersOf(
  db: Pick<Tx, 'query'>,
  attempts: readonly Attempt[],
): Promise<Map<string, Outcome<PlacedOrder>>> {
  const asked = attempts.map(({ shopper, key }) => ({ shopperId: shopper.shopperId, key }));
  const byName = new Map(attempts.map((attempt) => [nameOf(attempt), attempt]));
  const answers = new Map<string, Outcome<PlacedOrder>>();
  for (const order of await ordersByKeys(db, asked)) {
    const name = `${order.shopperId} ${order.idempotencyKey}`;
    const attempt = byName.get(name);
    if (attempt)
      answers.set(
        name,
        outcomeOf(() => repeated(attempt, order)),
      );
  }
  return answers;
}

function outcomeOf<T>(work: () => T): Outcome<T> {
  try {
    return { answer: work() };
  } catch (error) {
    return { error };
  }
}

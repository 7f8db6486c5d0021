import { Inject, Injectable } from '@nestjs/common';
import { type PlacedOrder, type RefusalCode } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { AddressBook } from '../../identity/address-book.js';
import { Payments } from '../../payments/payments.service.js';
import { Clock } from '../../platform/clock.js';
import { HotDatabase } from '../../platform/hot-database.js';
import type { Outcome } from '../../platform/batching.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { isDuplicate, type Tx } from '../../platform/transaction.js';
import {
  FlashSales,
  type FlashPlace,
  type FlashSaleNow,
} from '../../promotions/flash-sale/flash-sales.service.js';
import { Settings } from '../../shop/settings.js';
import { insertOrderLines } from '../lines/order-line.store.js';
import { ordersByKeys } from '../order.store.js';
import { insertOrders, openOrdersOf } from '../purchase/new-order.store.js';
import { placed, repeated, type Attempt } from '../purchase/attempt.js';
import { Admission } from './admission.js';
import { orderedOf, paymentOf, takingOf, type FlashOrder } from './flash-order.js';
import { FlashGates } from './flash-gates.js';
import { FlashMembers } from './flash-members.js';
import { FlashPrices } from './flash-prices.js';

const FOR_EVERYONE = new Set<RefusalCode>(['FLASH_SOLD_OUT', 'CAMPAIGN_NOT_LIVE']);

/** What was decided: the outcomes of those who get nothing, and the orders of those who do. */
interface Decided {
  outcomes: Map<string, Outcome<PlacedOrder>>;
  admitted: readonly FlashOrder[];
  /** Undefined when the sale does not run. */
  sale?: FlashSaleNow;
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
    private readonly hot: HotDatabase,
    private readonly clock: Clock,
    private readonly addresses: AddressBook,
    private readonly sales: FlashSales,
    private readonly prices: FlashPrices,
    private readonly members: FlashMembers,
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
    const isForEveryone = outcomes.some(
      (one) => 'error' in one && one.error instanceof Refusal && FOR_EVERYONE.has(one.error.code),
    );
    if (isForEveryone) await this.gates.look(place);
  }

  /** A key that has an order makes the whole fail: then the repeats are answered, the rest go on. */
  private async admitNew(
    place: FlashPlace,
    attempts: readonly Attempt[],
  ): Promise<Map<string, Outcome<PlacedOrder>>> {
    try {
      return await this.hot.transaction({
        look: (tx) => this.decide(tx, place, attempts),
        write: (tx, decided) => this.write(tx, decided),
      });
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const repeats = await answersOf(this.db.manager, attempts);
      const rest = attempts.filter((one) => !repeats.has(nameOf(one)));
      if (rest.length === attempts.length) throw error;
      if (rest.length === 0) return repeats;
      return new Map([...repeats, ...(await this.admitNew(place, rest))]);
    }
  }

  /** One look at everything, then a decision on each. */
  private async decide(tx: Tx, place: FlashPlace, attempts: readonly Attempt[]): Promise<Decided> {
    const now = this.clock.now();
    const sale = await this.sales.now(tx, place.campaignId, place.skuId, now);
    if (!sale) return { outcomes: await this.refusedAll(tx, place, attempts), admitted: [] };
    const admission = await this.admission(tx, sale, attempts, now);
    const decisions = attempts.map((attempt) => ({ attempt, ...admission.decide(attempt) }));
    const refused = decisions.filter(({ error }) => error !== undefined);
    const repeats = await answersOf(
      tx,
      refused.map(({ attempt }) => attempt),
    );
    const outcomes = refused.map(({ attempt, error }): [string, Outcome<PlacedOrder>] => {
      const name = nameOf(attempt);
      return [name, repeats.get(name) ?? { error }];
    });
    const admitted = decisions.flatMap((one) => one.admitted ?? []);
    return { outcomes: new Map(outcomes), admitted: orderedOf(sale, admitted, now), sale };
  }

  /** Everything the decisions depend on. Shoppers are locked first and the stock last. */
  private async admission(
    tx: Tx,
    sale: FlashSaleNow,
    attempts: readonly Attempt[],
    now: Date,
  ): Promise<Admission> {
    const shopperIds = [...new Set(attempts.map(({ shopper }) => shopper.shopperId))].sort();
    const asked = attempts.map(({ shopper, request }) => ({
      ...{ shopperId: shopper.shopperId, addressId: request.addressId },
    }));
    const { openOrdersMax } = await this.settings.current(tx);
    const [addressOf, openOrders, taken, quoteFor, termsOf, left] = await Promise.all([
      this.addresses.lockAt(tx, asked),
      openOrdersOf(tx, shopperIds),
      this.sales.takenBy(tx, sale.campaignId, shopperIds),
      this.prices.of(tx, sale),
      this.members.termsOf(tx, sale, shopperIds, now),
      this.sales.lockLeft(tx, sale),
    ]);
    const limits = { openOrders, openOrdersMax, taken, left };
    return new Admission({ now, sale, quoteFor, termsOf, addressOf, ...limits });
  }

  /** Asks for all of it at once. */
  private async write(
    tx: Tx,
    { outcomes, admitted, sale }: Decided,
  ): Promise<Map<string, Outcome<PlacedOrder>>> {
    if (!sale || admitted.length === 0) return outcomes;
    await Promise.all([
      this.payments.openAll(tx, admitted.map(paymentOf)),
      insertOrders(tx, admitted),
      insertOrderLines(tx, admitted, () => newId(this.clock.now())),
      this.members.take(tx, admitted, this.clock.now()),
      this.sales.take(tx, sale, admitted.map(takingOf)),
    ]);
    const answers = admitted.map((order): [string, Outcome<PlacedOrder>] => [
      nameOf(order.attempt),
      { answer: placed({ ...order, totalFen: order.quote.totalFen }) },
    ]);
    return new Map([...outcomes, ...answers]);
  }

  private async refusedAll(tx: Tx, place: FlashPlace, attempts: readonly Attempt[]) {
    const error = new Refusal('CAMPAIGN_NOT_LIVE', { campaignId: place.campaignId });
    const repeats = await answersOf(tx, attempts);
    return new Map<string, Outcome<PlacedOrder>>(
      attempts.map((one) => [nameOf(one), repeats.get(nameOf(one)) ?? { error }]),
    );
  }
}

/** A purchase is one by its shopper and key. */
function nameOf({ shopper, key }: Pick<Attempt, 'shopper' | 'key'>): string {
  return `${shopper.shopperId} ${key}`;
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

import { Inject, Injectable } from '@nestjs/common';
import { matchOf, MATCH_KEYS, type OrderImportReport } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/new-id.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { MatchCustomers } from './match-customers.service.js';
import { emptyReport, noted, type BatchOutcome } from './order-import-report.js';
import type { FileCustomer, OrdersFile } from './orders-in.js';
import {
  completeKeys,
  insertCustomers,
  knownCustomers,
  type OutsideCustomerRow,
} from './outside-customer.store.js';
import { knownOrders, putOrders, type OutsideOrderRow } from './outside-order.store.js';

/** Customers a transaction is about; one may have very many orders, which go in pieces. */
const BATCH = 1_000;
const ORDERS_BATCH = 2_000;

export interface OrderImportAsked {
  file: OrdersFile;
  source: string;
  dryRun: boolean;
  /** Goes on from where an earlier run of the same file stopped. */
  resumeFrom: OrderImportReport | null;
}

/** Told of each batch in its transaction; false stops the run there. */
type OnBatch = (tx: Tx, report: OrderImportReport) => Promise<boolean>;

/** Brings a file of orders in, some customers at a time; a second time it changes nothing. */
@Injectable()
export class ImportOrders {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly matching: MatchCustomers,
  ) {}

  /** Whether the whole file is through. */
  async run(asked: OrderImportAsked, onBatch: OnBatch): Promise<boolean> {
    const { file, source, dryRun, resumeFrom } = asked;
    let report = resumeFrom ?? emptyReport(file, { source, dryRun });
    do {
      const { done } = report.customers;
      const customers = file.customers.slice(done, done + BATCH);
      // First on their own: whoever binds a key from here on finds them, who did before is found.
      const created = dryRun ? null : await this.create(source, customers);
      const before = report;
      const goesOn = await inTransaction(this.db, async (tx) => {
        report = noted(before, await this.bringIn(tx, { source, customers, created }));
        return onBatch(tx, report);
      });
      if (!goesOn) return false;
    } while (report.customers.done < report.customers.total);
    return true;
  }

  /** Those not known before; what is new of others is added. */
  private create(source: string, customers: readonly FileCustomer[]): Promise<Set<string>> {
    return inTransaction(this.db, async (tx) => {
      const known = await knownAmong(tx, source, customers);
      const now = this.clock.now();
      const fresh = customers.filter(({ outsideId }) => !known.has(outsideId));
      const inserted = fresh.map(({ outsideId, keys }) => {
        return { id: newId(now), source, outsideId, ...keys };
      });
      await insertCustomers(tx, inserted, now);
      for (const { outsideId, keys } of customers) {
        const row = known.get(outsideId);
        const tellsMore = row && MATCH_KEYS.some((key) => row[key] === null && keys[key] !== null);
        if (tellsMore) await completeKeys(tx, row.id, keys);
      }
      return new Set(fresh.map(({ outsideId }) => outsideId));
    });
  }

  /** Matches customers and writes their orders; `created` is null where nothing is to be written. */
  private async bringIn(
    tx: Tx,
    { source, customers, created }: ImportBatch,
  ): Promise<BatchOutcome> {
    const known = await knownAmong(tx, source, customers);
    const unmatched = customers
      .map(({ outsideId, keys }) => known.get(outsideId) ?? { ...UNKNOWN, ...keys })
      .filter(({ state }) => state !== 'matched');
    const candidates = await this.matching.candidatesOf(tx, unmatched);
    if (created !== null) await this.matching.mark(tx, unmatched, candidates);
    const counts = { matched: customers.length - unmatched.length, held: 0, waiting: 0 };
    for (const one of candidates) counts[matchOf(one).state]++;
    const isNew = created?.size ?? customers.length - known.size;
    const outcome = await this.orders(tx, { source, customers, created }, known);
    return { ...outcome, customers: { ...counts, created: isNew } };
  }

  private async orders(
    tx: Tx,
    { source, customers, created }: ImportBatch,
    known: ReadonlyMap<string, OutsideCustomerRow>,
  ): Promise<Omit<BatchOutcome, 'customers'>> {
    const told = customers.flatMap(({ outsideId, orders }) => {
      const customerId = known.get(outsideId)?.id ?? '';
      return orders.map(({ orderId, orderedAt, amountFen }) => {
        return { outsideId: orderId, customerId, orderedAt, amountFen };
      });
    });
    const counted = { created: 0, updated: 0, unchanged: 0 };
    for (let at = 0; at < told.length; at += ORDERS_BATCH) {
      const part = told.slice(at, at + ORDERS_BATCH);
      const ids = part.map(({ outsideId }) => outsideId);
      const before = await knownOrders(tx, source, ids);
      const changed = part.filter((order) => {
        const outcome = outcomeOf(before.get(order.outsideId), order);
        counted[outcome]++;
        return outcome !== 'unchanged';
      });
      if (created !== null) await putOrders(tx, source, changed);
    }
    return { rows: counted, amountFen: told.reduce((sum, one) => sum + one.amountFen, 0) };
  }
}

interface ImportBatch {
  source: string;
  customers: readonly FileCustomer[];
  created: ReadonlySet<string> | null;
}

type ToldOrder = Omit<OutsideOrderRow, 'outsideId'>;

const UNKNOWN = { id: '', state: 'waiting' as const };

function outcomeOf(before: ToldOrder | undefined, now: ToldOrder): keyof BatchOutcome['rows'] {
  if (!before) return 'created';
  const isSame =
    before.customerId === now.customerId &&
    before.orderedAt.getTime() === now.orderedAt.getTime() &&
    before.amountFen === now.amountFen;
  return isSame ? 'unchanged' : 'updated';
}

async function knownAmong(
  tx: Tx,
  source: string,
  customers: readonly FileCustomer[],
): Promise<Map<string, OutsideCustomerRow>> {
  const ids = customers.map(({ outsideId }) => outsideId);
  return ids.length === 0 ? new Map() : knownCustomers(tx, source, ids);
}

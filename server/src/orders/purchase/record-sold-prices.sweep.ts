import { Inject, Injectable, Logger } from '@nestjs/common';
import { fen } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { SoldPrices, type Sale } from '../../catalog/sold-prices.js';
import { dueSweep, type Due } from '../../platform/due-sweep.js';
import { Outbox } from '../../platform/outbox.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction, rows, type Tx } from '../../platform/transaction.js';
import { linesOf } from '../lines/order-line.store.js';
import '../order.events.js';

const BATCH = 200;
const SWEEP_EVERY_MS = 10_000;

type Paid = Due & { shopperId: string };

/**
 * Tells the catalogue what goods were really bought at, so that a price may be struck through, and
 * whoever listens that an order was paid. Soon after the purchase instead of in it, which therefore
 * costs no more; once only.
 */
@Injectable()
export class RecordSoldPricesSweep {
  private readonly log = new Logger('orders');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly soldPrices: SoldPrices,
    private readonly outbox: Outbox,
    sweeps: Sweeps,
  ) {
    const sweep = dueSweep({
      pageSize: BATCH,
      page: (after) => this.unrecorded(after),
      move: (one) => this.record([one]),
      moveAll: (page) => this.record(page),
      failed: ({ id }, error) =>
        this.log.error(`alert: prices of order ${id} could not be recorded: ${String(error)}`),
    });
    sweeps.every('orders.record-sold-prices', SWEEP_EVERY_MS, sweep);
  }

  private unrecorded(after: Due): Promise<Paid[]> {
    return rows<Paid>(
      this.db.manager,
      `SELECT id, paid_at AS dueAt, shopper_id AS shopperId FROM orders
       WHERE sold_price_recorded = 0 AND paid_at >= ? AND (paid_at > ? OR id > ?)
       ORDER BY paid_at, id LIMIT ${BATCH}`,
      [after.dueAt, after.dueAt, after.id],
    );
  }

  /** Those that another instance is at are left to it. */
  private record(orders: readonly Due[]): Promise<void> {
    return inTransaction(this.db, async (tx) => {
      const due = await rows<Paid>(
        tx,
        `SELECT id, paid_at AS dueAt, shopper_id AS shopperId FROM orders
         WHERE id IN (?) AND sold_price_recorded = 0 FOR UPDATE SKIP LOCKED`,
        [orders.map((order) => order.id)],
      );
      if (due.length === 0) return;
      await this.soldPrices.record(tx, await salesOf(tx, due));
      await tx.query('UPDATE orders SET sold_price_recorded = 1 WHERE id IN (?)', [
        due.map((order) => order.id),
      ]);
      const paid = due.map(({ id: orderId, shopperId, dueAt }) => {
        return { orderId, shopperId, at: dueAt.toISOString() };
      });
      await this.outbox.addAll(tx, 'order.paid', paid);
    });
  }
}

/**
 * One unit of each line at what it cost the shopper; a broken fen is in the shopper's favour. What
 * was given with it was not sold.
 */
async function salesOf(tx: Tx, orders: readonly Due[]): Promise<Sale[]> {
  const paidAt = new Map(orders.map((order) => [order.id, order.dueAt]));
  const lines = await linesOf(tx, [...paidAt.keys()]);
  return lines.flatMap(({ orderId, skuId, payableFen, quantity, giftOf }) => {
    const at = paidAt.get(orderId);
    return at && giftOf === null
      ? [{ skuId, unitPaidFen: fen(Math.floor(payableFen / quantity)), paidAt: at }]
      : [];
  });
}

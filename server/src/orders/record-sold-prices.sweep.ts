import { Inject, Injectable } from '@nestjs/common';
import { fen } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { SoldPrices, type Sale } from '../catalog/sold-prices.js';
import { Sweeps } from '../platform/sweeps.js';
import { inTransaction, rows, type Tx } from '../platform/transaction.js';
import { linesOf } from './order-line.store.js';

const BATCH = 200;
const SWEEP_EVERY_MS = 10_000;

interface PaidOrder {
  id: string;
  paidAt: Date;
}

/**
 * Tells the catalogue what goods were really bought at, so that a price may be struck through. Soon
 * after the purchase instead of in it, which therefore costs no more; once only, though twice would
 * change nothing.
 */
@Injectable()
export class RecordSoldPricesSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly soldPrices: SoldPrices,
    sweeps: Sweeps,
  ) {
    sweeps.every('orders.record-sold-prices', SWEEP_EVERY_MS, () => this.run());
  }

  private async run(): Promise<boolean> {
    return inTransaction(this.db, async (tx) => {
      const due = await rows<PaidOrder>(
        tx,
        `SELECT id, paid_at AS paidAt FROM orders
         WHERE sold_price_recorded = 0 AND paid_at IS NOT NULL
         ORDER BY paid_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
      );
      if (due.length === 0) return false;
      await this.soldPrices.record(tx, await salesOf(tx, due));
      await tx.query('UPDATE orders SET sold_price_recorded = 1 WHERE id IN (?)', [
        due.map((order) => order.id),
      ]);
      return due.length === BATCH;
    });
  }
}

/** One unit of each line at what it cost the shopper; a broken fen is in the shopper's favour. */
async function salesOf(tx: Tx, orders: readonly PaidOrder[]): Promise<Sale[]> {
  const paidAt = new Map(orders.map((order) => [order.id, order.paidAt]));
  const lines = await linesOf(tx, [...paidAt.keys()]);
  return lines.flatMap(({ orderId, skuId, payableFen, quantity }) => {
    const at = paidAt.get(orderId);
    return at ? [{ skuId, unitPaidFen: fen(Math.floor(payableFen / quantity)), paidAt: at }] : [];
  });
}

import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { addressKey } from '../../identity/person-keys.js';
import { dueSweep, type Due } from '../../platform/due-sweep.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction, rows, type Tx } from '../../platform/transaction.js';
import type { Destination } from '../order.store.js';

const BATCH = 200;
const SWEEP_EVERY_MS = 10_000;

/**
 * Notes where paid orders went, so that a first order can be told from another to the same door.
 * Soon after the purchase instead of in it, which therefore costs no more; orders of before there
 * was this are noted too.
 */
@Injectable()
export class RecordAddressKeysSweep {
  private readonly log = new Logger('orders');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    sweeps: Sweeps,
  ) {
    const sweep = dueSweep({
      pageSize: BATCH,
      page: (after) => this.unrecorded(after),
      move: (one) => this.record([one]),
      moveAll: (page) => this.record(page),
      failed: ({ id }, error) =>
        this.log.error(`alert: the address of order ${id} could not be noted: ${String(error)}`),
    });
    sweeps.every('orders.record-address-keys', SWEEP_EVERY_MS, sweep);
  }

  private unrecorded(after: Due): Promise<Due[]> {
    return rows<Due>(
      this.db.manager,
      `SELECT id, paid_at AS dueAt FROM orders
       WHERE address_key IS NULL AND paid_at >= ? AND (paid_at > ? OR id > ?)
       ORDER BY paid_at, id LIMIT ${BATCH}`,
      [after.dueAt, after.dueAt, after.id],
    );
  }

  /** Those that another instance is at are left to it. */
  private record(orders: readonly Due[]): Promise<void> {
    return inTransaction(this.db, async (tx) => {
      const due = await addressesOf(tx, orders);
      if (due.length === 0) return;
      const cases = due.map(() => 'WHEN ? THEN ?').join(' ');
      await tx.query(`UPDATE orders SET address_key = CASE id ${cases} END WHERE id IN (?)`, [
        ...due.flatMap(({ id, address }) => [id, addressKey(address).hash]),
        due.map(({ id }) => id),
      ]);
    });
  }
}

async function addressesOf(
  tx: Tx,
  orders: readonly Due[],
): Promise<{ id: string; address: Destination }[]> {
  const found = await rows<{ id: string; address: string | Destination }>(
    tx,
    `SELECT id, address FROM orders
     WHERE id IN (?) AND address_key IS NULL FOR UPDATE SKIP LOCKED`,
    [orders.map((order) => order.id)],
  );
  return found.map(({ id, address }) => ({
    id,
    address: typeof address === 'string' ? (JSON.parse(address) as Destination) : address,
  }));
}

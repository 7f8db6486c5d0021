import { Inject, Injectable } from '@nestjs/common';
import { grouped } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Outbox } from '../../platform/outbox.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction, rows, type Tx } from '../../platform/transaction.js';
import './coupon.events.js';

const BATCH = 500;
const SWEEP_EVERY_MS = 60_000;

interface DueReminder {
  id: string;
  shopperId: string;
  name: string;
  validUntil: Date;
  isUsable: 0 | 1;
}

/** Announces coupons that are soon over, each once. What is no longer in hand is let go. */
@Injectable()
export class RemindOfCouponsSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    sweeps: Sweeps,
  ) {
    sweeps.every('coupons.remind', SWEEP_EVERY_MS, () =>
      inTransaction(this.db, (tx) => this.remindSome(tx)),
    );
  }

  /** A shopper's coupons of a batch are one reminder; its writes and its events are one. */
  private async remindSome(tx: Tx): Promise<boolean> {
    const due = await this.due(tx);
    if (due.length === 0) return false;
    await tx.query('UPDATE coupon SET remind_at = NULL WHERE id IN (?)', [due.map(({ id }) => id)]);
    const usable = due.filter(({ isUsable }) => isUsable === 1);
    for (const [shopperId, theirs] of grouped(usable, (one) => one.shopperId)) {
      const [first] = [...theirs].sort((a, b) => a.validUntil.getTime() - b.validUntil.getTime());
      if (!first) continue;
      const { name, validUntil } = first;
      const until = validUntil.toISOString();
      await this.outbox.add(tx, 'coupon.expiring', {
        shopperId,
        count: theirs.length,
        name,
        until,
      });
    }
    return due.length === BATCH;
  }

  private due(tx: Tx): Promise<DueReminder[]> {
    const now = this.clock.now();
    return rows<DueReminder>(
      tx,
      `SELECT id, shopper_id AS shopperId, valid_until AS validUntil,
         (state = 'unused' AND valid_until > ?) AS isUsable,
         (SELECT name FROM campaign WHERE campaign.id = campaign_id) AS name
       FROM coupon
       WHERE remind_at <= ? ORDER BY remind_at, id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
      [now, now],
    );
  }
}

import { Inject, Injectable, Logger } from '@nestjs/common';
import { assert } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from './clock.js';
import {
  deleteDeliveries,
  dueDeliveries,
  lockDueDeliveries,
  postponeDelivery,
  type Delivery,
  type DueDeliveries,
} from './delivery.store.js';
import { Loop } from './loop.js';
import { Outbox } from './outbox.js';
import { backoffMs } from './backoff.js';
import { inTransaction, type Tx } from './transaction.js';

const BATCH = 100;
const ATTEMPTS_MAX = 20;
const POLL_EVERY_MS = 500;

/**
 * Delivers outbox rows. A batch is one transaction: the rows are locked, handled and deleted
 * together. When one of them fails, each is tried alone, and a failing one backs off, then waits
 * as a dead letter that an operator can see and retry.
 */
@Injectable()
export class Dispatcher {
  private readonly log = new Logger('dispatcher');
  readonly loop = new Loop('dispatcher', POLL_EVERY_MS, () => this.runOnce());

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {
    this.outbox.onAdded(() => this.loop.poke());
  }

  /** Delivers one batch; true when there may be more. */
  async runOnce(): Promise<boolean> {
    try {
      const count = await inTransaction(this.db, async (tx) => {
        const due = await lockDueDeliveries(tx, this.dueNow());
        await this.deliver(tx, due);
        return due.length;
      });
      return count === BATCH;
    } catch (error) {
      this.log.warn(`a batch failed, trying one by one: ${String(error)}`);
      return this.runApart();
    }
  }

  private async runApart(): Promise<boolean> {
    const waiting = await dueDeliveries(this.db.manager, this.dueNow());
    for (const delivery of waiting) await this.deliverAlone(delivery);
    return waiting.length === BATCH;
  }

  private async deliverAlone(delivery: Delivery): Promise<void> {
    try {
      await inTransaction(this.db, async (tx) => {
        const due = await lockDueDeliveries(tx, { ...this.dueNow(), id: delivery.id });
        await this.deliver(tx, due);
      });
    } catch (error) {
      await this.backOff(delivery, error);
    }
  }

  /** Only for listeners this instance knows: during an upgrade a newer one may have others. */
  private dueNow(): DueDeliveries {
    return { listeners: this.outbox.listenerNames(), now: this.clock.now(), limit: BATCH };
  }

  private async deliver(tx: Tx, due: Delivery[]): Promise<void> {
    if (due.length === 0) return;
    for (const [name, deliveries] of byListener(due)) {
      const listener = this.outbox.listener(name);
      assert(listener, `no listener ${name}`);
      await listener.handle(tx, deliveries.map((one) => parsed(one.payload)) as never[]);
    }
    await deleteDeliveries(
      tx,
      due.map((one) => one.id),
    );
  }

  private async backOff(delivery: Delivery, error: unknown): Promise<void> {
    const attempts = delivery.attempts + 1;
    const dueAt = new Date(this.clock.now().getTime() + backoffMs(attempts));
    const isDead = attempts >= ATTEMPTS_MAX;
    const lastError = String(error).slice(0, 500);
    this.log.error(`${delivery.listener} failed on ${delivery.id}, attempt ${attempts}: ${error}`);
    await inTransaction(this.db, (tx) =>
      postponeDelivery(tx, delivery.id, { attempts, dueAt, isDead, lastError }),
    );
  }
}

function parsed(payload: string | object): unknown {
  return typeof payload === 'string' ? JSON.parse(payload) : payload;
}

/** Deliveries of each listener, in order. */
function byListener(due: Delivery[]): Map<string, Delivery[]> {
  const groups = new Map<string, Delivery[]>();
  for (const delivery of due) {
    groups.set(delivery.listener, [...(groups.get(delivery.listener) ?? []), delivery]);
  }
  return groups;
}

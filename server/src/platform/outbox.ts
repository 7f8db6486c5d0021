import { Injectable } from '@nestjs/common';
import { assert } from '@siyu/shared';
import { Clock } from './clock.js';
import { insertDeliveries } from './delivery.store.js';
import { newId } from './new-id.js';
import { afterCommit, type Tx } from './transaction.js';

/** What features tell one another. Each adds its own kinds by declaration merging. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by the features
export interface Events {}
export type EventKind = keyof Events & string;

export interface Listener<K extends EventKind = EventKind> {
  /** Unique and stable: deliveries waiting in the database name it. */
  name: string;
  kind: K;
  /** Works on the deliveries of one batch, in order, all in one transaction. */
  handle: (tx: Tx, payloads: Events[K][]) => Promise<void>;
}

/**
 * Messages from one feature to another, written in the transaction that causes them, one row a
 * listener, and delivered in a transaction of the listener's own: exactly one effect each.
 */
@Injectable()
export class Outbox {
  private readonly listeners = new Map<string, Listener>();
  private wake: () => void = () => undefined;

  constructor(private readonly clock: Clock) {}

  /** Registers a listener; called once by its feature's module at start. */
  listen<K extends EventKind>(listener: Listener<K>): void {
    assert(!this.listeners.has(listener.name), `two listeners ${listener.name}`);
    this.listeners.set(listener.name, listener as unknown as Listener);
  }

  /**
   * Has every listener work in this very transaction, without a row. For a caller that can start
   * over with `add` when one of them fails.
   */
  async deliverNow<K extends EventKind>(tx: Tx, kind: K, payload: Events[K]): Promise<void> {
    for (const listener of this.listenersTo(kind)) await listener.handle(tx, [payload] as never[]);
  }

  /** Announces an event. Nothing is written where nobody listens. */
  add<K extends EventKind>(tx: Tx, kind: K, payload: Events[K]): Promise<void> {
    return this.addAll(tx, kind, [payload]);
  }

  /** Announces several of one kind in one statement. */
  async addAll<K extends EventKind>(
    tx: Tx,
    kind: K,
    payloads: readonly Events[K][],
  ): Promise<void> {
    const listeners = this.listenersTo(kind);
    if (listeners.length === 0 || payloads.length === 0) return;
    const now = this.clock.now();
    const deliveries = payloads.flatMap((payload) =>
      listeners.map(({ name }) => ({ id: newId(now), listener: name, payload })),
    );
    await insertDeliveries(tx, deliveries, now);
    afterCommit(tx, () => this.wake());
  }

  private listenersTo(kind: EventKind): Listener[] {
    return [...this.listeners.values()].filter((one) => one.kind === kind);
  }

  listenerNames(): string[] {
    return [...this.listeners.keys()];
  }

  listener(name: string): Listener | undefined {
    return this.listeners.get(name);
  }

  /** The dispatcher asks to be told of new deliveries made by this process. */
  onAdded(wake: () => void): void {
    this.wake = wake;
  }
}

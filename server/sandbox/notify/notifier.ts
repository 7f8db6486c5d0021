import { randomUUID } from 'node:crypto';

import { Agent, request } from 'undici';

import type { World } from '../world.js';
import { afterTry, type Attempt, type Callback } from './callback.js';
import { asProbe, sealed, type Envelope } from './envelope.js';

type Notice = Pick<Callback, 'eventType' | 'outTradeNo' | 'outRefundNo' | 'url'>;

const ANSWER_WITHIN_MS = 5_000;
const TIMER_MS_MAX = 2 ** 31 - 1;
const CONNECTIONS_MAX = 32;

/** Tells the merchant what happened, again and again until it says 200 or 204. */
export class Notifier {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly underway = new Map<string, Promise<void>>();
  private readonly http = new Agent({ connections: CONNECTIONS_MAX });
  /** Under `notifyOutOfOrder`: those waiting for a later one to overtake them. */
  private held: string[] = [];
  private isClosed = false;

  constructor(private readonly world: Omit<World, 'notifier'>) {}

  /** Takes up, after a restart, what had not been accepted. */
  resume(): void {
    this.pending().forEach((callback) => this.arm(callback));
  }

  /** Announces an event that happens at `atMs`; the switches may delay, hold or lose its notice. */
  add(notice: Notice, atMs: number): Callback {
    const { notifyLateMs, notifyLost, notifyOutOfOrder } = this.world.board.now;
    const id = randomUUID();
    const callback = this.world.tables.callbacks.put(id, {
      ...notice,
      id,
      createdAtMs: this.world.clock.nowMs(),
      dueAtMs: atMs + notifyLateMs,
      tries: 0,
      state: notifyLost ? 'lost' : 'pending',
      attempts: [],
    });
    if (notifyLost) return callback;
    if (notifyOutOfOrder) this.hold(id);
    else this.arm(callback);
    return callback;
  }

  /** Sends one now, due or not. Two senders of the same one share a single try. */
  deliver(id: string): Promise<void> {
    const already = this.underway.get(id);
    if (already !== undefined) return already;
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    const trying = this.tryOnce(id)
      .catch((error: unknown) => process.stderr.write(`sandbox: callback ${id}: ${error}\n`))
      .then(() => void this.underway.delete(id));
    this.underway.set(id, trying);
    return trying;
  }

  /** Sends what is due (with `all`, also what is not yet) and waits for it; says how many. */
  async flush(all: boolean, outTradeNo?: string): Promise<number> {
    const nowMs = this.world.clock.nowMs();
    const due = this.pending()
      .filter((callback) => all || callback.dueAtMs <= nowMs)
      .filter((callback) => callback.outTradeNo === (outTradeNo ?? callback.outTradeNo));
    const ids = new Set(due.map(({ id }) => id));
    this.held = this.held.filter((id) => !ids.has(id));
    if (this.world.board.now.notifyOutOfOrder) {
      for (const callback of due.reverse()) await this.deliver(callback.id);
    } else {
      await Promise.all(due.map((callback) => this.deliver(callback.id)));
    }
    return due.length;
  }

  /** Lets go of what was held when the order is no longer to be disturbed. */
  async release(): Promise<void> {
    const newestFirst = this.held.reverse();
    this.held = [];
    for (const id of newestFirst) await this.deliver(id);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.timers.forEach((timer) => clearTimeout(timer));
    this.timers.clear();
    await this.http.destroy();
    await Promise.allSettled(this.underway.values());
  }

  private hold(id: string): void {
    this.held.push(id);
    if (this.held.length > 1) void this.release();
  }

  private arm(callback: Callback): void {
    if (this.isClosed) return;
    const waitMs = Math.max(0, callback.dueAtMs - this.world.clock.nowMs());
    const wake = () => {
      this.timers.delete(callback.id);
      const isDue = callback.dueAtMs <= this.world.clock.nowMs();
      if (isDue) void this.deliver(callback.id);
      else this.arm(callback);
    };
    this.timers.set(callback.id, setTimeout(wake, Math.min(waitMs, TIMER_MS_MAX)));
  }

  private async tryOnce(id: string): Promise<void> {
    // The merchant must not hear of a payment that a kill could still make undone.
    await this.world.journal.settled();
    const callback = this.world.tables.callbacks.get(id);
    if (callback?.state !== 'pending' || this.isClosed) return;
    const { notifySignTest, timeFactor } = this.world.board.now;
    const envelope = await sealed(this.world, callback);
    const probes = notifySignTest ? await this.send(callback.url, asProbe(envelope)) : [];
    const attempts = await this.sendCopies(callback.url, envelope);
    if (this.isClosed) return;
    const tried = afterTry(callback, attempts, this.world.clock.nowMs(), timeFactor);
    const next = { ...tried, attempts: [...callback.attempts, ...probes, ...attempts] };
    this.world.tables.callbacks.put(id, next);
    if (next.state === 'pending') this.arm(next);
  }

  private async sendCopies(url: string, envelope: Envelope): Promise<Attempt[]> {
    const { notifyCopies, notifyOrigins } = this.world.board.now;
    const copies = Array.from({ length: notifyCopies }, (_, copy) => {
      const origin = notifyOrigins[copy % notifyOrigins.length];
      return this.send(origin === undefined ? url : movedTo(origin, url), envelope);
    });
    return (await Promise.all(copies)).flat();
  }

  private async send(url: string, envelope: Envelope): Promise<Attempt[]> {
    const atMs = this.world.clock.nowMs();
    const serial = envelope.headers['Wechatpay-Serial'] ?? '';
    const status = await this.post(url, envelope);
    return [{ atMs, url, status, serial, faults: envelope.faults }];
  }

  private async post(url: string, envelope: Envelope): Promise<number | null> {
    try {
      const { statusCode, body } = await request(url, {
        method: 'POST',
        body: envelope.body,
        headers: envelope.headers,
        dispatcher: this.http,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      await body.dump();
      return statusCode;
    } catch {
      return null;
    }
  }

  private pending(): Callback[] {
    return this.world.tables.callbacks.values().filter((one) => one.state === 'pending');
  }
}

function movedTo(origin: string, url: string): string {
  return `${new URL(origin).origin}${new URL(url).pathname}`;
}

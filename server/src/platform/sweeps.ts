import { Injectable } from '@nestjs/common';
import { assert } from '@siyu/shared';
import { Loop } from './loop.js';

/** Finds what is due in a feature's own rows and moves it on; true when there may be more. */
export type Sweep = () => Promise<boolean>;

/**
 * Periodic work over rows that carry their own deadline (a pay deadline is a fact of the order,
 * not a job beside it), so nothing can be stuck for want of a queued row.
 */
@Injectable()
export class Sweeps {
  private readonly loops = new Map<string, Loop>();
  private readonly sweeps = new Map<string, Sweep>();

  /** Registers a sweep; called once by its feature's module at start. */
  every(name: string, everyMs: number, sweep: Sweep): void {
    assert(!this.sweeps.has(name), `two sweeps ${name}`);
    this.sweeps.set(name, sweep);
    this.loops.set(name, new Loop(name, everyMs, sweep));
  }

  start(): void {
    for (const loop of this.loops.values()) loop.start();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.loops.values()].map((loop) => loop.stop()));
  }

  /** Runs one sweep now until it finds nothing more, or all of them. */
  async runNow(name?: string): Promise<void> {
    for (const [key, sweep] of this.sweeps) {
      if (name !== undefined && key !== name) continue;
      while (await sweep());
    }
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from './refusal.js';

/** What becomes of each request of a batch, in their order. An error is that request's own. */
export type Outcome<Answer> = { answer: Answer } | { error: unknown };

/** Does all of a batch at once. When it throws, that is the outcome of every request. */
export type BatchWork<Request, Answer> = (
  batch: readonly Request[],
) => Promise<readonly Outcome<Answer>[]>;

interface Waiting<Request, Answer> {
  request: Request;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

export interface BatchingLimits {
  batchMax: number;
  /** Requests that may wait; one more is told to come back. */
  waitingMax: number;
  /** How long a batch gathers, where nobody waits for the answer; by default not at all. */
  gatherMs?: number;
}

/**
 * Requests that arrive while a batch is worked on make up the next one. Unless it is told to
 * gather, there is no timer: a lone request is worked on at once, and the more arrive together, the
 * less each of them costs.
 */
export class Batching<Request, Answer> {
  private waiting: Waiting<Request, Answer>[] = [];
  private working = false;

  constructor(
    private readonly work: BatchWork<Request, Answer>,
    private readonly limits: BatchingLimits,
  ) {}

  /** Whether nobody waits and nothing is worked on. */
  get isIdle(): boolean {
    return !this.working;
  }

  /** @throws Refusal UNAVAILABLE when too many wait already, and what the work says of it */
  async join(request: Request): Promise<Answer> {
    if (this.waiting.length >= this.limits.waitingMax) throw new Refusal('UNAVAILABLE');
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject });
      if (!this.working) void this.workOff();
    });
  }

  private async workOff(): Promise<void> {
    this.working = true;
    // Those who arrived in the same turn of the event loop are in the first batch already.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      if (this.limits.gatherMs !== undefined) await pause(this.limits.gatherMs);
      await this.settle(this.waiting.splice(0, this.limits.batchMax));
    }
    this.working = false;
  }

  private async settle(batch: readonly Waiting<Request, Answer>[]): Promise<void> {
    try {
      const outcomes = await this.work(batch.map(({ request }) => request));
      batch.forEach(({ resolve, reject }, at) => {
        const outcome = outcomes[at] ?? { error: new Error('a request without an outcome') };
        if ('error' in outcome) reject(outcome.error);
        else resolve(outcome.answer);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Refusal } from '../platform/refusal.js';
import type { DrawingJob } from './drawing/drawing.js';
import type { Drawn } from './drawing/drawing.worker.js';

/** A thread runs what is built, also where the tests run the sources. */
const WORKER = new URL(
  './drawing/drawing.worker.js',
  import.meta.url.replace('/server/src/', '/server/dist/src/'),
);
const WAITING_MAX = 16;
const SECONDS_MAX = 10;

/**
 * One thread that draws, one picture after another: drawing takes a tenth of a second of a
 * processor, which no other request is to wait for. It starts with the first drawing.
 */
export class DrawingThread {
  private worker: Worker | null = null;
  private ended = new AbortController();
  private waiting = 0;
  private last: Promise<unknown> = Promise.resolve();

  /**
   * Draws when its turn comes; what it needs is read only then.
   * @throws Refusal UNAVAILABLE when sixteen wait already, or the thread did not answer
   */
  async draw(job: () => Promise<DrawingJob>): Promise<Buffer> {
    if (this.waiting === WAITING_MAX) throw new Refusal('UNAVAILABLE');
    this.waiting++;
    const turn = this.last.then(async () => this.drawNow(await job()));
    this.last = turn.catch(() => undefined);
    return turn.finally(() => this.waiting--);
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
    this.worker = null;
  }

  private async drawNow(job: DrawingJob): Promise<Buffer> {
    const worker = this.worker ?? this.started();
    const tooLong = AbortSignal.timeout(SECONDS_MAX * 1_000);
    const signal = AbortSignal.any([this.ended.signal, tooLong]);
    worker.postMessage(job);
    try {
      const [drawn] = (await once(worker, 'message', { signal })) as [Drawn];
      if ('bytes' in drawn) return Buffer.from(drawn.bytes);
    } catch {
      // It died or hangs: the next drawing gets another one.
      await this.close();
    }
    throw new Refusal('UNAVAILABLE');
  }

  private started(): Worker {
    const ended = (this.ended = new AbortController());
    const worker = (this.worker = new Worker(WORKER));
    worker.once('exit', () => ended.abort());
    // It keeps no process alive that is done otherwise.
    worker.unref();
    return worker;
  }
}

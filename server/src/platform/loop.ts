import { Logger } from '@nestjs/common';

/**
 * Background work that runs again when poked, when it says there is more, and every `everyMs`.
 * Never two runs at once; `stop` waits for the run under way.
 */
export class Loop {
  private readonly log: Logger;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private poked = false;
  private stopped = true;

  constructor(
    name: string,
    private readonly everyMs: number,
    private readonly work: () => Promise<boolean>,
  ) {
    this.log = new Logger(name);
  }

  start(): void {
    this.stopped = false;
    this.schedule();
  }

  /** Runs soon, in this process. */
  poke(): void {
    if (this.stopped) return;
    this.poked = true;
    if (!this.running) this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  private run(): void {
    if (this.timer) clearTimeout(this.timer);
    this.running = this.drain().finally(() => {
      this.running = null;
      if (this.stopped) return;
      if (this.poked) this.run();
      else this.schedule();
    });
  }

  private async drain(): Promise<void> {
    try {
      do {
        this.poked = false;
      } while (((await this.work()) || this.poked) && !this.stopped);
    } catch (error) {
      this.poked = false;
      this.log.error(`run failed: ${String(error)}`);
    }
  }

  private schedule(): void {
    this.timer = setTimeout(() => this.run(), this.everyMs);
    this.timer.unref();
  }
}

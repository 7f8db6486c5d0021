import { Clock } from '../../server/src/platform/clock.js';

/** A clock that stands still until it is moved. */
export class ManualClock extends Clock {
  constructor(private at: Date) {
    super();
  }

  override now(): Date {
    return new Date(this.at);
  }

  advance(ms: number): void {
    this.at = new Date(this.at.getTime() + ms);
  }

  set(at: Date): void {
    this.at = at;
  }
}

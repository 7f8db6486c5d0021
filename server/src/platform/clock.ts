import { Injectable } from '@nestjs/common';

/** Where the time comes from. Services inject it; rules are handed `now`. */
export abstract class Clock {
  abstract now(): Date;
}

/** The machine's clock: the only place that reads it. */
@Injectable()
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}

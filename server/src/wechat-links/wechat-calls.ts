import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Refusal } from '../platform/refusal.js';
import { WechatError } from '../platform/wechat-api.js';

const ATTEMPTS_MAX = 3;
const PAUSE_MS = 200;
/** WeChat's own limits of a minute and of a day: what is asked later may be answered. */
const LIMITS: ReadonlySet<number> = new Set([45009, 45011]);
const MINUTE_MS = 60_000;
/** WeChat makes so many codes a minute; the same holds the other two APIs in bounds. */
const CALLS_PER_MINUTE = 5_000;

/** Calls of the APIs that make codes and links: tried again, counted, refused by stable codes. */
@Injectable()
export class WechatCalls {
  private minute = 0;
  private calls = 0;

  constructor(private readonly clock: Clock) {}

  /**
   * Makes a call that may be repeated.
   * @throws Refusal WECHAT_UNAVAILABLE when WeChat does not answer or a limit is reached;
   *   WECHAT_LINK_REFUSED with its `errcode` when it does not like the arguments
   */
  async try<T>(call: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      this.count();
      try {
        return await call();
      } catch (error) {
        if (error instanceof WechatError) throw refusalOf(error);
        const isSilence = error instanceof Refusal && error.code === 'WECHAT_UNAVAILABLE';
        if (!isSilence || attempt === ATTEMPTS_MAX) throw error;
        await pause(PAUSE_MS * attempt);
      }
    }
  }

  private count(): void {
    const minute = Math.floor(this.clock.now().getTime() / MINUTE_MS);
    if (minute !== this.minute) this.calls = 0;
    this.minute = minute;
    if (++this.calls > CALLS_PER_MINUTE) throw new Refusal('WECHAT_UNAVAILABLE');
  }
}

function refusalOf({ errcode }: WechatError): Refusal {
  const code = LIMITS.has(errcode) ? 'WECHAT_UNAVAILABLE' : 'WECHAT_LINK_REFUSED';
  return new Refusal(code, { errcode });
}

import { monotonicFactory } from 'ulid';

const nextUlid = monotonicFactory();

/**
 * A time-ordered id made by the application: 26 characters, so it fits WeChat's 32-character
 * `out_trade_no`, and rows of a moment lie side by side in their index.
 */
export function newId(now: Date): string {
  return nextUlid(now.getTime());
}

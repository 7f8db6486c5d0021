import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';

const pool = new Uint32Array(1_024);
let spent = pool.length;
const nextUlid = monotonicFactory(randomFraction);

/**
 * A time-ordered id made by the application: 26 characters, so it fits WeChat's 32-character
 * `out_trade_no`, and rows of a moment lie side by side in their index.
 */
export function newId(now: Date): string {
  return nextUlid(now.getTime());
}

/** From 0 to below 1. Randomness is asked of the system for many at a time: asking is what costs. */
function randomFraction(): number {
  if (spent === pool.length) {
    randomFillSync(pool);
    spent = 0;
  }
  return (pool[spent++] ?? 0) / 2 ** 32;
}

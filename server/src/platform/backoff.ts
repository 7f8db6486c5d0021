const FIRST_MS = 1_000;
const LONGEST_MS = 3_600_000;

/** How long to wait before attempt `attempts + 1`: doubling from a second, an hour at most. */
export function backoffMs(attempts: number): number {
  return Math.min(FIRST_MS * 2 ** Math.max(0, attempts - 1), LONGEST_MS);
}

const JITTER_MS = 10;

/** How long to wait before a transaction is tried again: up to 20 ms, 40, 80 …, drawn by lot. */
export function jitterMs(attempts: number): number {
  return Math.random() * JITTER_MS * 2 ** attempts;
}

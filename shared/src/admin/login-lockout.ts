/** Wrong passwords an operator may give before waiting begins. */
export const FAILURES_FREE = 5;
const FIRST_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 15 * 60_000;

/**
 * Until when nobody may try again after `failures` wrong passwords in a row, or null. Doubles from
 * half a minute to a quarter of an hour: guessing gets nowhere, and an owner whom someone else
 * locks out is never out for long.
 */
export function lockedUntil(failures: number, now: Date): Date | null {
  if (failures < FAILURES_FREE) return null;
  const lockMs = Math.min(FIRST_LOCK_MS * 2 ** (failures - FAILURES_FREE), LONGEST_LOCK_MS);
  return new Date(now.getTime() + lockMs);
}

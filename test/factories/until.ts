import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 25;

/** Waits until `look` gives something; fails with what was waited for when it takes too long. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  withinMs = 20_000,
): Promise<T> {
  const giveUpAt = performance.now() + withinMs;
  let last = '';
  for (;;) {
    try {
      const found = await look();
      if (found !== null && found !== undefined && found !== false) return found;
    } catch (error) {
      last = String(error);
    }
    if (performance.now() > giveUpAt) {
      throw new Error(`waited ${withinMs} ms until ${what} ${last}`);
    }
    await pause(LOOK_EVERY_MS);
  }
}

/** By what a customer of another system may be found here. */
export const MATCH_KEYS = ['memberNumber', 'phone', 'unionid', 'openid'] as const;
export type MatchKey = (typeof MATCH_KEYS)[number];
export type OutsideKeys = Record<MatchKey, string | null>;

/** For each key, the shoppers who have it, by its value. */
export type Bearers = Record<MatchKey, ReadonlyMap<string, readonly string[]>>;

/** Every shopper who has one of the keys, once. */
export function candidatesFor(keys: OutsideKeys, bearers: Bearers): string[] {
  const found = MATCH_KEYS.flatMap((key) => bearers[key].get(keys[key] ?? '') ?? []);
  return [...new Set(found)];
}

/**
 * Whose a customer of another system is: the one shopper whom all the keys that are known point to.
 * Nobody (`waiting`), or several (`held`): then a person decides, because a guess would tell one
 * what another bought.
 */
export function matchOf(
  candidates: readonly string[],
): { state: 'matched'; shopperId: string } | { state: 'waiting' | 'held'; shopperId: null } {
  const [shopperId, ...more] = candidates;
  if (shopperId === undefined) return { state: 'waiting', shopperId: null };
  return more.length > 0 ? { state: 'held', shopperId: null } : { state: 'matched', shopperId };
}

/** What several rows say of one customer: the first that says anything of a key is believed. */
export function mergedKeys(rows: readonly OutsideKeys[]): OutsideKeys {
  const first = (key: MatchKey) => rows.find((row) => row[key] !== null)?.[key] ?? null;
  return {
    ...{ memberNumber: first('memberNumber'), phone: first('phone') },
    ...{ unionid: first('unionid'), openid: first('openid') },
  };
}

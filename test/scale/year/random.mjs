/** Chance that comes out the same for the same seed. */
export function randomFrom(seed) {
  const next = numbersFrom(seed);
  const int = (below) => Math.floor(next() * below);
  return {
    next,
    int,
    chance: (share) => next() < share,
    between: (from, to) => from + next() * (to - from),
    whole: (from, to) => from + int(to - from + 1),
    pick: (list) => list[int(list.length)],
    /** Mostly short, seldom long: how long people wait. */
    wait: (mean) => -Math.log(1 - next()) * mean,
    /** One of the keys, by their weights. */
    weighed(weights) {
      const entries = Object.entries(weights);
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1))[0];
    },
    digits: (count) => Array.from({ length: count }, () => int(10)).join(''),
  };
}

/** Mulberry32: numbers from 0 to below 1, the same for the same seed. */
export function numbersFrom(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

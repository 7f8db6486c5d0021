/** A repeatable stream of numbers in [0, 1) for this seed, so that a picture is always the same. */
export function chance(seed) {
  let state = [...seed].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) >>> 0, 7);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Smooth unevenness over a plane, in about -1 to 1: sums of waves in directions of chance. */
export function unevenness(seed, waves = 6) {
  const next = chance(seed);
  const parts = Array.from({ length: waves }, (_, index) => ({
    angle: next() * Math.PI * 2,
    rate: 0.7 + index * 0.75 + next() * 0.6,
    phase: next() * Math.PI * 2,
    size: 1 / (1 + index * 0.7),
  }));
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  return (u, v) =>
    parts.reduce((sum, { angle, rate, phase, size }) => {
      const along = u * Math.cos(angle) + v * Math.sin(angle);
      return sum + Math.sin(along * rate * Math.PI * 2 + phase) * size;
    }, 0) /
    (total * 0.55);
}

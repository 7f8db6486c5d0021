import { chance } from './chance.mjs';
import { mix } from './colour.mjs';

/** Linen: slubs along and across, a little uneven in colour. `strength` 1 is washed linen. */
export function linen(base, { seed = 'linen', strength = 1 } = {}) {
  const next = chance(seed);
  const rows = Array.from({ length: 97 }, () => next());
  const columns = Array.from({ length: 97 }, () => next());
  return (u, v) => {
    const row = rows[Math.floor(u * 96)];
    const column = columns[Math.floor(v * 96)];
    const shift = (row + column - 1) * 0.1 * strength;
    const tone = mix(base, shift > 0 ? '#fffaf0' : '#4b3a2a', Math.abs(shift));
    return { base: tone, gloss: 0, focus: 8 };
  };
}

/** Waffle weave: small square wells. */
export function waffle(base, [acrossU, acrossV]) {
  return (u, v) => {
    const well = (part) => Math.abs((((part % 1) + 1) % 1) - 0.5) * 2;
    const ridge = Math.max(well(u * acrossU), well(v * acrossV));
    return { base, gloss: 0, focus: 8, dim: (1 - ridge) * 0.22 - 0.05 };
  };
}

/** Silk: smooth, with a broad soft shine. */
export function silk(base) {
  return () => ({ base, gloss: 0.3, focus: 9 });
}

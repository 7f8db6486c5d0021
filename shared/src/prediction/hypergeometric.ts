import { assert } from '../assert.js';

const PRECISION = 1e-15;
const TERMS_MAX = 1_000_000;

/** Gauss's ₂F₁(a, b; c; z) by its series, for 0 ≤ z < 1 and c no whole number below 1. */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  assert(z >= 0 && z < 1, `no series at ${z}`);
  let [term, sum] = [1, 1];
  for (let n = 0; n < TERMS_MAX; n++) {
    term *= (((a + n) * (b + n)) / (c + n) / (n + 1)) * z;
    sum += term;
    // Terms shrink at the rate of z in the end, so that all that follow come to so much.
    if (Math.abs(term) <= PRECISION * (1 - z) * Math.abs(sum)) return sum;
  }
  return sum;
}

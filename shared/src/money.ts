import { assert } from './assert.js';

/** Whole fen (1/100 yuan). The only money type; yuan exist only in `formatYuan`. */
export type Fen = number & { readonly unit: 'fen' };

/** Brands a number as fen. Asserts a safe integer: a fraction of a fen is a bug. */
export function fen(value: number): Fen {
  // Asked a million times in one quote: the words are put together only when they are needed.
  if (!Number.isSafeInteger(value)) assert(false, `not whole fen: ${value}`);
  return value as Fen;
}

/** The sum of amounts; 0 for none. */
export function sumFen(amounts: readonly Fen[]): Fen {
  return fen(amounts.reduce((sum: number, amount) => sum + amount, 0));
}

/** A unit price times a whole quantity. */
export function timesFen(unit: Fen, quantity: number): Fen {
  assert(Number.isSafeInteger(quantity) && quantity >= 0, `not a quantity: ${quantity}`);
  return fen(unit * quantity);
}

/**
 * Splits `total` over `weights` exactly: parts are whole fen, none exceeds what its weight allows
 * by more than a fen, and they sum to `total`. Cumulative floors, so the result depends only on
 * the order of the weights. Serves discounts, refunds and points alike.
 */
export function allocate(total: Fen, weights: readonly number[]): Fen[] {
  assert(total >= 0, `negative total: ${total}`);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  assert(
    weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0),
    'weights are whole and not negative',
  );
  assert(whole > 0 || total === 0, 'nothing to allocate to');
  let weighed = 0;
  let given = 0;
  return weights.map((weight) => {
    weighed += weight;
    const upTo = whole === 0 ? 0 : floorShare(total, weighed, whole);
    const part = upTo - given;
    given = upTo;
    return fen(part);
  });
}

/** ⌊total × part ÷ whole⌋ without losing precision above 2^53. */
function floorShare(total: number, part: number, whole: number): number {
  const product = total * part;
  if (Number.isSafeInteger(product)) return (product - (product % whole)) / whole;
  return Number((BigInt(total) * BigInt(part)) / BigInt(whole));
}

/** `1234` → `"12.34"`, `-5` → `"-0.05"`. */
export function formatYuan(amount: Fen): string {
  const absolute = Math.abs(amount);
  const cents = String(absolute % 100).padStart(2, '0');
  return `${amount < 0 ? '-' : ''}${Math.floor(absolute / 100)}.${cents}`;
}

/** `"12.3"` → 1230 fen; null when it is not an amount in yuan with at most two decimals. */
export function parseYuan(text: string): Fen | null {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  return fen(Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')));
}

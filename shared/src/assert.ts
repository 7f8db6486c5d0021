/**
 * Fails a bug. Our own, because the mini-program has no `node:assert`.
 * Rules return refusal codes for what people may do wrong; this is for what code may do wrong.
 */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}

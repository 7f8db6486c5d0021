import type { RefusalCode } from '@siyu/shared';

/** What a service throws when a rule says no: the transaction rolls back, one filter maps it. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly facts: Record<string, unknown> = {},
  ) {
    super(code);
  }
}

/** Throws the refusal a rule returned, if it returned one. */
export function refuse(code: RefusalCode | null, facts: Record<string, unknown> = {}): void {
  if (code !== null) throw new Refusal(code, facts);
}

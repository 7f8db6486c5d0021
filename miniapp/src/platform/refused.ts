import type { RefusalCode } from '@siyu/shared';

/** What can stop a request as the shopper sees it: a refusal of the server, or no network. */
export type ClientCode = RefusalCode | 'OFFLINE';

/** Thrown by every call that did not succeed. `facts` hold the numbers its wording may need. */
export class Refused extends Error {
  constructor(
    readonly code: ClientCode,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
    this.name = 'Refused';
  }
}

/** The code of anything thrown; what is not a refusal is a fault of ours. */
export function codeOf(error: unknown): ClientCode {
  return error instanceof Refused ? error.code : 'INTERNAL';
}

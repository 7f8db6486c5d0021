import { call } from './http';
import { randomId } from './random';
import { codeOf, type ClientCode } from './refused';

/** Keys of writes whose outcome is not known, by what was asked. */
const open = new Map<string, string>();

/**
 * Sends a write that must count once however often it is tried: as long as nobody knows what
 * became of it, the same input travels under the same key, from whichever page it is sent.
 * Throws `Refused`; see `isOutcomeKnown`.
 */
export async function callOnce<T>(path: string, body: object): Promise<T> {
  const asked = path + JSON.stringify(body);
  const key = open.get(asked) ?? (await randomId());
  open.set(asked, key);
  try {
    const answer = await call<T>(path, { method: 'POST', body, idempotencyKey: key });
    open.delete(asked);
    return answer;
  } catch (error) {
    if (isOutcomeKnown(codeOf(error))) open.delete(asked);
    throw error;
  }
}

/** False where a write that failed with this code may still have been done. */
export function isOutcomeKnown(code: ClientCode): boolean {
  return code !== 'OFFLINE' && code !== 'UNAVAILABLE' && code !== 'INTERNAL';
}

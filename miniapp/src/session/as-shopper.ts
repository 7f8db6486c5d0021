import { Refused } from '@/platform/refused';
import { ensureShopper } from './store';

/**
 * Asks something in the name of the shopper, logging in first when need be. Throws
 * `UNAUTHENTICATED` when the agreement is declined, so that trying again asks for it again.
 */
export async function asShopper<T>(ask: () => Promise<T>): Promise<T> {
  if ((await ensureShopper()) === null) throw new Refused('UNAUTHENTICATED');
  return ask();
}

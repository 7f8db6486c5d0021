import { expect } from '@jest/globals';
import { audit } from '../../server/src/audit/audit.js';
import type { Clock } from '../../server/src/platform/clock.js';
import type { TestShop } from './shop.js';

/** The books balance, the stock adds up, nothing is stuck. */
export async function expectCleanAudit(
  shop: Pick<TestShop, 'db'> & { clock: Clock },
): Promise<void> {
  expect(await audit(shop.db.manager, shop.clock.now())).toEqual([]);
}

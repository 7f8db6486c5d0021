import type { Page, ReconciliationDay, ReconciliationDifference } from '@siyu/shared';
import { Jobs } from '../../server/src/platform/jobs.js';
import type { Client } from './http.js';
import type { TestShop } from './shop.js';

const DAYS = '/ops/reconciliation/days';
const DIFFERENCES = '/ops/reconciliation/differences';

/** Works off what is queued, and no more: a sweep would find things out before the bill does. */
export async function jobsDone(shop: Pick<TestShop, 'app'>): Promise<void> {
  while (await shop.app.get(Jobs).runOnce());
  while (await shop.app.get(Jobs).runOnce());
}

/** A day whose bills are fetched, once more where they were, and matched. */
export async function reconciled(
  shop: Pick<TestShop, 'app'>,
  operator: Client,
  day: string,
): Promise<ReconciliationDay> {
  await operator.post(`${DAYS}/${day}`);
  await jobsDone(shop);
  return operator.get<ReconciliationDay>(`${DAYS}/${day}`);
}

export type DifferenceRow = Pick<
  ReconciliationDifference,
  'id' | 'day' | 'subject' | 'kind' | 'cause' | 'number' | 'state' | 'resolution'
>;

/** All differences that fit, the first one found first. */
export async function differencesOf(operator: Client, filter = ''): Promise<DifferenceRow[]> {
  const found: DifferenceRow[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? '' : `&cursor=${cursor}`;
    const path = `${DIFFERENCES}?limit=50${filter}${after}`;
    const page: Page<ReconciliationDifference> = await operator.get(path);
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found.reverse();
}

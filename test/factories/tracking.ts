import type { TrackedAnswer, TrackedBatch } from '@siyu/shared';
import { newKey, type Client } from './http.js';

type Told = TrackedBatch['events'][number];

const SENT_AT = 1_700_000_000_000;

/** Somebody saw a page a second before it was told. */
export function anEvent(given: Partial<Told> = {}): Told {
  return {
    ...{ id: newKey().replaceAll('-', ''), name: 'page-viewed', at: SENT_AT - 1_000 },
    ...{ page: 'home/index', ...given },
  };
}

/** What a device tells; its clock stands at some other time than the shop’s. */
export function aBatch(events: readonly Told[], installationId = newKey()): TrackedBatch {
  return { installationId, sentAt: SENT_AT, events: [...events] };
}

export function told(by: Pick<Client, 'post'>, batch: TrackedBatch): Promise<TrackedAnswer> {
  return by.post<TrackedAnswer>('/shop/events', batch);
}

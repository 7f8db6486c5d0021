import { Inject, Injectable } from '@nestjs/common';
import { isLinkCode, type Visit } from '@siyu/shared';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { Batching } from '../../platform/batching.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { writeAlone } from '../../platform/transaction.js';
import { liveLinks } from '../links/share-link.store.js';
import { claimVisits, insertVisits, type NewVisit } from './visit.store.js';

/** A phone that tells of a visit waits for nothing: a few commits a second do for all of them. */
const LIMITS = { batchMax: 256, waitingMax: 5_000, gatherMs: 20 };
/** Nobody opens links faster; a device that says so is a script. */
const VISITS_A_MINUTE_MAX = 30;
const MINUTE_MS = 60_000;
const DEVICES_MAX = 50_000;

/** What was opened, before anybody knows by whom. What arrives together is written together. */
@Injectable()
export class Visits {
  private readonly batches = new Batching<NewVisit, null>((batch) => this.write(batch), LIMITS);
  private readonly counts = new LRUCache<string, { count: number }>({
    max: DEVICES_MAX,
    ttl: MINUTE_MS,
  });

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Notes a visit; of one whose code leads nowhere nothing is kept. Safe to repeat.
   * @throws Refusal TOO_MANY_REQUESTS for a device that opens too much, UNAVAILABLE
   */
  async record(shopperId: string | null, visit: Visit): Promise<void> {
    this.count(visit.installationId);
    if (!isLinkCode(visit.code)) return;
    const at = this.clock.now();
    await this.batches.join({ ...visit, id: newId(at), shopperId, at });
  }

  private count(installationId: string): void {
    const known = this.counts.get(installationId);
    if (!known) this.counts.set(installationId, { count: 1 });
    else if (++known.count > VISITS_A_MINUTE_MAX) throw new Refusal('TOO_MANY_REQUESTS');
  }

  private async write(batch: readonly NewVisit[]): Promise<{ answer: null }[]> {
    const codes = [...new Set(batch.map(({ code }) => code))];
    const live = new Set((await liveLinks(this.db.manager, codes)).map(({ code }) => code));
    const visits = batch.filter(({ code }) => live.has(code));
    if (visits.length > 0) await writeAlone(this.db, (single) => insertVisits(single, visits));
    const anonymous = visits.filter(({ shopperId }) => shopperId === null).map(({ id }) => id);
    // Who logged in while their visit was gathered has found nothing of it.
    if (anonymous.length > 0) await writeAlone(this.db, (single) => claimVisits(single, anonymous));
    return batch.map(() => ({ answer: null }));
  }
}

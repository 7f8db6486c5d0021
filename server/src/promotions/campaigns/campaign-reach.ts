import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction } from '../../platform/transaction.js';
import { insertReached, type Reached } from './campaign-reach.store.js';

const SWEEP_EVERY_MS = 2_000;
const BATCH = 500;
/** Those who wait to be noted on an instance; one more is noted the next time they are told. */
const WAITING_MAX = 20_000;
/** Those an instance remembers to have noted, so that they are not noted again and again. */
const REMEMBERED_MAX = 50_000;

/**
 * Whom a campaign reached: shoppers whom an answer of their own (a quote, a coupon centre, a team's
 * page) told of its offer. What is the same for everybody is not looked at, and nothing is written
 * while they wait: a sweep notes them together, so an instance that dies forgets its last seconds.
 */
@Injectable()
export class CampaignReach implements OnApplicationShutdown {
  private readonly log = new Logger('campaigns');
  private readonly waiting = new Map<string, Reached>();
  private readonly remembered = new LRUCache<string, true>({ max: REMEMBERED_MAX });

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    sweeps: Sweeps,
  ) {
    sweeps.every('campaigns.note-reach', SWEEP_EVERY_MS, () => this.note());
  }

  /**
   * This shopper is told of these offers now; nobody in particular without a session. An offer of
   * no campaign, as members have, reaches nobody.
   */
  told(shopperId: string | null, offers: readonly { campaignId: string | null }[]): void {
    if (shopperId === null) return;
    for (const { campaignId } of offers) {
      if (campaignId === null) continue;
      const key = keyOf({ campaignId, shopperId });
      const isKnown = this.waiting.has(key) || this.remembered.has(key);
      if (isKnown || this.waiting.size >= WAITING_MAX) continue;
      this.waiting.set(key, { campaignId, shopperId, at: this.clock.now() });
    }
  }

  async onApplicationShutdown(): Promise<void> {
    try {
      while (await this.note());
    } catch (error) {
      this.log.error(
        `${this.waiting.size} whom campaigns reached were not noted: ${String(error)}`,
      );
    }
  }

  /** Notes some of those who wait; true when there are more. */
  private async note(): Promise<boolean> {
    const batch = [...this.waiting.values()].slice(0, BATCH);
    if (batch.length === 0) return false;
    await inTransaction(this.db, (tx) => insertReached(tx, batch));
    for (const one of batch) {
      this.remembered.set(keyOf(one), true);
      this.waiting.delete(keyOf(one));
    }
    return this.waiting.size > 0;
  }
}

function keyOf({ campaignId, shopperId }: Omit<Reached, 'at'>): string {
  return `${campaignId} ${shopperId}`;
}

import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { keysOfCampaign } from './campaign-keys.store.js';

const CAMPAIGNS_MAX = 100;
const KEYS_MAX = 50_000;
/** Orders that another instance placed may be seen this much later than they say. */
const OVERLAP_MS = 60_000;

/** The keys under which campaigns have orders, as far as somebody had them learnt. */
@Injectable()
export class CampaignKeys {
  private readonly known = new LRUCache<string, { keys: Set<string>; asOf: Date }>({
    max: CAMPAIGNS_MAX,
  });

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  isKnown(campaignId: string, key: string): boolean {
    return this.known.get(campaignId)?.keys.has(key) ?? false;
  }

  /** Reads the keys there are, or only those since the last time; false when they are too many. */
  async learn(campaignId: string): Promise<boolean> {
    const before = this.known.get(campaignId);
    const asOf = this.clock.now();
    const since = before ? new Date(before.asOf.getTime() - OVERLAP_MS) : new Date(0);
    const found = await keysOfCampaign(this.db.manager, campaignId, since, KEYS_MAX + 1);
    const keys = before?.keys ?? new Set<string>();
    for (const key of found) keys.add(key);
    this.known.set(campaignId, { keys, asOf });
    if (keys.size <= KEYS_MAX) return true;
    this.known.delete(campaignId);
    return false;
  }
}

import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { EarlyRefusals, type EarlyRefusal } from '../../platform/early-refusals.js';
import { keysOfCampaign } from './flash-keys.store.js';

const CLOSED_MS = 1_000;
const GATES_MAX = 2_000;
const CAMPAIGNS_MAX = 100;
const KEYS_MAX = 50_000;
/** Orders that another instance placed may be seen this much later than they say. */
const OVERLAP_MS = 60_000;

interface Gate extends EarlyRefusal {
  campaignId: string;
  opensAtMs: number;
}

interface KnownKeys {
  keys: Set<string>;
  asOf: Date;
}

export const FLASH_GATE = 'flash-sale';

/**
 * What is sold out or has not begun is refused from memory for a second, then somebody looks again,
 * so that units which came back are seen. A key under which the campaign has an order always gets
 * through: that order answers it. (An order that another instance places out of units that came
 * back within this very second is known here a second later.)
 */
@Injectable()
export class FlashGates {
  private readonly gates = new LRUCache<string, Gate>({ max: GATES_MAX });
  private readonly known = new LRUCache<string, KnownKeys>({ max: CAMPAIGNS_MAX });

  constructor(
    private readonly clock: Clock,
    early: EarlyRefusals,
  ) {
    early.register(FLASH_GATE, ({ params, idempotencyKey }) =>
      this.refusalOf(`${params['campaignId']}/${params['skuId']}`, idempotencyKey),
    );
  }

  /** Closes the gate before a SKU, until `opensAt` at the latest. */
  async close(
    db: Pick<EntityManager, 'query'>,
    { campaignId, skuId }: { campaignId: string; skuId: string },
    { code, facts }: EarlyRefusal,
    opensAt: Date | null,
  ): Promise<void> {
    const nowMs = this.clock.now().getTime();
    if (!(await this.knowsKeys(db, campaignId))) return;
    const opensAtMs = Math.min(nowMs + CLOSED_MS, opensAt?.getTime() ?? Infinity);
    this.gates.set(`${campaignId}/${skuId}`, { code, facts, campaignId, opensAtMs });
  }

  private refusalOf(name: string, key: string | undefined): EarlyRefusal | null {
    const gate = this.gates.get(name);
    if (!gate || key === undefined) return null;
    if (gate.opensAtMs <= this.clock.now().getTime()) {
      this.gates.delete(name);
      return null;
    }
    const known = this.known.get(gate.campaignId);
    if (!known || known.keys.has(key)) return null;
    const { code, facts } = gate;
    return { code, facts };
  }

  /** Reads the keys there are, or only those since the last time; false when they are too many. */
  private async knowsKeys(db: Pick<EntityManager, 'query'>, campaignId: string): Promise<boolean> {
    const before = this.known.get(campaignId);
    const asOf = this.clock.now();
    const since = new Date((before?.asOf.getTime() ?? 0) - (before ? OVERLAP_MS : 0));
    const found = await keysOfCampaign(db, campaignId, since, KEYS_MAX + 1);
    const keys = before?.keys ?? new Set<string>();
    for (const key of found) keys.add(key);
    this.known.set(campaignId, { keys, asOf });
    if (keys.size <= KEYS_MAX) return true;
    this.known.delete(campaignId);
    return false;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { EarlyRefusals, type EarlyRefusal } from '../../platform/early-refusals.js';
import { FlashSales, type FlashPlace } from '../../promotions/flash-sale/flash-sales.service.js';
import { CampaignKeys } from './campaign-keys.js';

const CLOSED_MS = 1_000;
const GATES_MAX = 2_000;

export const FLASH_GATE = 'flash-sale';

/** What stands before one SKU of a sale. */
interface Gate {
  place: FlashPlace;
  refusal: EarlyRefusal;
  /** When to look whether it still holds. */
  looksAtMs: number;
  /** The look under way; null when none is. Answers whether the gate is open. */
  look: Promise<boolean> | null;
}

/**
 * What is sold out or does not run is refused from memory. After a second somebody looks whether
 * that still holds, once for all who ask meanwhile. A key under which the campaign has an order
 * always gets through: that order answers it (ADR 0015).
 */
@Injectable()
export class FlashGates {
  private readonly gates = new LRUCache<string, Gate>({ max: GATES_MAX });

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sales: FlashSales,
    private readonly keys: CampaignKeys,
    early: EarlyRefusals,
  ) {
    early.register(FLASH_GATE, ({ params, idempotencyKey }) => {
      const gate = this.gates.get(`${params['campaignId']}/${params['skuId']}`);
      return gate && idempotencyKey !== undefined ? this.refusalAt(gate, idempotencyKey) : null;
    });
  }

  /** Looks whether everyone is to be refused here, and remembers it for a while. */
  async look(place: FlashPlace): Promise<void> {
    const now = this.clock.now();
    const refusal = await this.sales.refusalToEveryone(this.db.manager, place, now);
    const name = nameOf(place);
    if (!refusal || !(await this.keys.learn(place.campaignId))) {
      this.gates.delete(name);
      return;
    }
    const { opensAt, ...why } = refusal;
    const looksAtMs = Math.min(now.getTime() + CLOSED_MS, opensAt?.getTime() ?? Infinity);
    this.gates.set(name, { place, refusal: why, looksAtMs, look: null });
  }

  private refusalAt(gate: Gate, key: string): EarlyRefusal | null | Promise<EarlyRefusal | null> {
    if (this.keys.isKnown(gate.place.campaignId, key)) return null;
    if (this.clock.now().getTime() < gate.looksAtMs) return gate.refusal;
    return this.lookAgain(gate).then((isOpen) => (isOpen ? null : this.refusalNow(gate, key)));
  }

  private async lookAgain(gate: Gate): Promise<boolean> {
    gate.look ??= this.look(gate.place).then(() => !this.gates.has(nameOf(gate.place)));
    // What cannot be looked at is left to the pipeline, which says why.
    return gate.look.catch(() => true).finally(() => (gate.look = null));
  }

  private refusalNow({ place, refusal }: Gate, key: string): EarlyRefusal | null {
    if (this.keys.isKnown(place.campaignId, key)) return null;
    return this.gates.get(nameOf(place))?.refusal ?? refusal;
  }
}

function nameOf({ campaignId, skuId }: FlashPlace): string {
  return `${campaignId}/${skuId}`;
}

import { Inject, Injectable } from '@nestjs/common';
import { liveSlot, type CampaignInput, type Slot } from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { afterCommit, type Tx } from '../../platform/transaction.js';
import { findCampaign, publishedCampaigns, type CampaignRow } from './campaign.store.js';

const FRESH_MS = 1_000;
/** Campaigns published at a time. */
export const PUBLISHED_MAX = 200;

/** A published campaign in one of its slots. */
export interface LiveCampaign<Input extends CampaignInput = CampaignInput> {
  id: string;
  input: Input;
  slot: Slot;
  /** What its limits leave; null without limit. A second old: the tally decides. */
  usesLeft: number | null;
  budgetLeftFen: number | null;
}

interface Published {
  row: CampaignRow;
  slots: Slot[];
  usesLeft: number | null;
  budgetLeftFen: number | null;
}

/** Published campaigns, remembered for a second on each instance, for one statement a second. */
@Injectable()
export class LiveCampaigns {
  private known: { published: Published[]; readAtMs: number } | null = null;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Those live at `at`. `db` is the transaction's own inside one. */
  async at(at: Date, db: Pick<EntityManager, 'query'> = this.db.manager): Promise<LiveCampaign[]> {
    return (await this.published(db)).flatMap((one) => liveOf(one, at) ?? []);
  }

  /** Those published, whether or not a slot of theirs runs: for channels that look ahead. */
  async scheduled(): Promise<{ id: string; input: CampaignInput; slots: Slot[] }[]> {
    const published = await this.published(this.db.manager);
    return published.map(({ row, slots }) => ({ id: row.id, input: row.input, slots }));
  }

  /** As of the last reading; null without limit, or for a campaign that is not published. */
  usesPerPersonMaxOf(campaignId: string): number | null {
    const found = this.known?.published.find(({ row }) => row.id === campaignId);
    return found?.row.input.usesPerPersonMax ?? null;
  }

  /** A draft as if it were published, for an operator who looks at it before it is. */
  async asIfPublished(id: string, at: Date): Promise<LiveCampaign | null> {
    const row = await findCampaign(this.db.manager, id);
    if (!row) return null;
    const { usesMax, budgetFen } = row.input;
    return liveOf({ row, slots: slotsOf(row), usesLeft: usesMax, budgetLeftFen: budgetFen }, at);
  }

  /** This instance forgets as soon as a change of its own is there to be seen. */
  changed(tx: Tx): void {
    afterCommit(tx, () => (this.known = null));
  }

  private async published(db: Pick<EntityManager, 'query'>): Promise<Published[]> {
    const now = performance.now();
    if (this.known && now - this.known.readAtMs < FRESH_MS) return this.known.published;
    const found = await publishedCampaigns(db, this.clock.now(), PUBLISHED_MAX);
    const published = found.map((row) => ({
      row,
      slots: slotsOf(row),
      usesLeft: leftOf(row.input.usesMax, row.uses),
      budgetLeftFen: leftOf(row.input.budgetFen, row.spentFen),
    }));
    this.known = { published, readAtMs: now };
    return published;
  }
}

function liveOf({ row, slots, ...left }: Published, at: Date): LiveCampaign | null {
  const slot = liveSlot(slots, at);
  return slot ? { id: row.id, input: row.input, slot, ...left } : null;
}

export function slotsOf({ input }: Pick<CampaignRow, 'input'>): Slot[] {
  return input.slots.map(({ startsAt, endsAt }) => ({
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
  }));
}

function leftOf(max: number | null, taken: number): number | null {
  return max === null ? null : Math.max(0, max - taken);
}

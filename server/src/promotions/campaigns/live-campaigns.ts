import { Inject, Injectable } from '@nestjs/common';
import { openSlot, type CampaignInput, type Slot } from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Refusal } from '../../platform/refusal.js';
import { Remembered } from '../../platform/remembered.js';
import type { Tx } from '../../platform/transaction.js';
import {
  campaignsInPlay,
  findCampaign,
  type CampaignRow,
  type PlayedRow,
} from './campaign.store.js';

/** Campaigns in play at a time: published, or with something of them in shoppers' hands. */
export const IN_PLAY_MAX = 200;

/** A published campaign in one of its slots, or one of which something is in shoppers' hands. */
export interface LiveCampaign<Input extends CampaignInput = CampaignInput> {
  id: string;
  input: Input;
  slot: Slot;
  /** Whether it offers what was given before: whom it is for was asked then. */
  inHand: boolean;
  /** What its limits leave; null without limit. A second old: the tally decides. */
  usesLeft: number | null;
  budgetLeftFen: number | null;
}

interface Played {
  row: CampaignRow;
  slots: Slot[];
  inHandUntil: Date | null;
  usesLeft: number | null;
  budgetLeftFen: number | null;
}

/** Campaigns in play, remembered for a second on each instance, for one statement a second. */
@Injectable()
export class LiveCampaigns {
  private readonly inPlay: Remembered<Played[]>;

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    clock: Clock,
  ) {
    this.inPlay = new Remembered(db.manager, clock, async (reader) =>
      (await campaignsInPlay(reader, clock.now(), IN_PLAY_MAX)).map(playedOf),
    );
  }

  /**
   * Those live at `at`, or to somebody who is let in so many minutes early. `db` is the
   * transaction's own inside one.
   */
  async at(at: Date, db?: Pick<EntityManager, 'query'>, earlyMinutes = 0): Promise<LiveCampaign[]> {
    const published = (await this.inPlay.current(db)).filter(isPublished);
    return published.flatMap((one) => liveOf(one, at, earlyMinutes) ?? []);
  }

  /**
   * Those that may offer something at `at`. What a campaign gave to keep (a coupon) stays good by
   * its own validity, also when its slots are over and when it was paused or ended.
   */
  async offering(at: Date, db: Pick<EntityManager, 'query'>): Promise<LiveCampaign[]> {
    return (await this.inPlay.current(db)).flatMap((one) =>
      one.inHandUntil === null ? (liveOf(one, at) ?? []) : (inHandOf(one, at) ?? []),
    );
  }

  /** Those published, whether or not a slot of theirs runs: for channels that look ahead. */
  async scheduled(): Promise<{ id: string; input: CampaignInput; slots: Slot[] }[]> {
    const published = (await this.inPlay.current()).filter(isPublished);
    return published.map(({ row, slots }) => ({ id: row.id, input: row.input, slots }));
  }

  /** One of those published, or null. */
  async find(campaignId: string): Promise<{ input: CampaignInput; slots: Slot[] } | null> {
    const found = (await this.inPlay.current()).find(({ row }) => row.id === campaignId);
    return found && isPublished(found) ? { input: found.row.input, slots: found.slots } : null;
  }

  /** As of the last reading; null for a campaign that is not in play. */
  inputOf(campaignId: string): CampaignInput | null {
    const found = this.inPlay.last?.find(({ row }) => row.id === campaignId);
    return found?.row.input ?? null;
  }

  /** One that is over, as far as what was begun in it goes on until `until`; null while paused. */
  async begunIn(
    db: Pick<EntityManager, 'query'>,
    id: string,
    until: Date,
  ): Promise<LiveCampaign | null> {
    const row = await findCampaign(db, id);
    const [first] = row ? slotsOf(row) : [];
    if (!row || !first || row.state === 'paused') return null;
    const slot = { startsAt: first.startsAt, endsAt: until };
    return { id, input: row.input, slot, inHand: false, usesLeft: null, budgetLeftFen: null };
  }

  /**
   * A draft as if it were published, for an operator who looks at it before it is; null when none
   * of its slots runs at `at`. @throws Refusal CAMPAIGN_NOT_FOUND
   */
  async asIfPublished(id: string, at: Date): Promise<LiveCampaign | null> {
    const row = await findCampaign(this.db.manager, id);
    if (!row) throw new Refusal('CAMPAIGN_NOT_FOUND');
    const { usesMax, budgetFen } = row.input;
    const left = { usesLeft: usesMax, budgetLeftFen: budgetFen };
    return liveOf({ row, slots: slotsOf(row), inHandUntil: null, ...left }, at);
  }

  /** This instance forgets as soon as a change of its own is there to be seen. */
  changed(tx: Tx): void {
    this.inPlay.changed(tx);
  }
}

function playedOf(row: PlayedRow): Played {
  return {
    row,
    slots: slotsOf(row),
    inHandUntil: row.inHandUntil,
    usesLeft: leftOf(row.input.usesMax, row.uses),
    budgetLeftFen: leftOf(row.input.budgetFen, row.spentFen),
  };
}

function isPublished({ row }: Played): boolean {
  return row.state === 'published';
}

function liveOf(one: Played, at: Date, earlyMinutes = 0): LiveCampaign | null {
  const slot = openSlot(one.slots, at, earlyMinutes);
  return slot && { ...offered(one), slot, inHand: false };
}

function inHandOf(one: Played, at: Date): LiveCampaign | null {
  const [first] = one.slots;
  if (!first || !one.inHandUntil || one.inHandUntil <= at) return null;
  const slot = { startsAt: first.startsAt, endsAt: one.inHandUntil };
  return { ...offered(one), slot, inHand: true };
}

function offered({ row, usesLeft, budgetLeftFen }: Played) {
  return { id: row.id, input: row.input, usesLeft, budgetLeftFen };
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

import { Injectable } from '@nestjs/common';
import {
  minutesAfter,
  nextSlot,
  opensAt,
  sumFen,
  type Fen,
  type Offer,
  type OfferVerdict,
  type RefusalCode,
  type Slot,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/transaction.js';
import {
  countForPersons,
  takeFromLimits,
  usesOfPersons,
} from '../campaigns/campaign-limits.store.js';
import { LiveCampaigns, type LiveCampaign } from '../campaigns/live-campaigns.js';
import { whole } from '../campaigns/offers.service.js';
import { PromotionKinds, type InputOf } from '../campaigns/promotion-kinds.js';
import { insertUses, useOf } from '../campaigns/promotion-use.store.js';
import { insertMovements, lockLeft, takeLocked, unitsOf } from './activity-stock.store.js';
import { EarlyAccess } from './early-access.js';

type Db = Pick<EntityManager, 'query'>;
type Input = InputOf<'flash-sale'>;

/** One SKU of one campaign. */
export interface FlashPlace {
  campaignId: string;
  skuId: string;
}

/** One SKU of a flash sale whose slot runs, or is open to some before it does. */
export interface FlashSaleNow extends FlashPlace {
  startsAt: Date;
  /** What each purchase of it is offered; the person's limit is counted apart. */
  offer: Offer;
  perPersonMax: number | null;
  payWithinMinutes: number;
}

/** An order that takes units of a flash sale. */
export interface FlashTaking {
  orderId: string;
  shopperId: string;
  quantity: number;
  savedFen: Fen;
  /** What it applied: the sale, and a member's freight. */
  offers: readonly OfferVerdict[];
}

/** A flash sale that is published, whether or not a slot of it runs. */
export interface ScheduledSale {
  id: string;
  input: Input;
  slots: readonly Slot[];
  /** By its rule, or by the campaign's own limit. */
  perPersonMax: number;
}

/** From when a slot is announced. */
export function preheatFrom({ input }: Pick<ScheduledSale, 'input'>, { startsAt }: Slot): Date {
  return minutesAfter(startsAt, -input.rule.preheatHours * 60);
}

/** Flash sales as they stand, and what orders that are admitted together take of them. */
@Injectable()
export class FlashSales {
  constructor(
    private readonly clock: Clock,
    private readonly live: LiveCampaigns,
    private readonly kinds: PromotionKinds,
    private readonly early: EarlyAccess,
  ) {}

  /**
   * A SKU of a sale whose slot somebody may buy in at `now`, be it early; null where there is none.
   * At most a second old.
   */
  async now(db: Db, campaignId: string, skuId: string, now: Date): Promise<FlashSaleNow | null> {
    const earlyMinutes = await this.early.mostMinutes(db);
    const campaign = (await this.live.at(now, db, earlyMinutes)).find(
      ({ id }) => id === campaignId,
    );
    if (!campaign || !isFlashSale(campaign)) return null;
    const { rule } = campaign.input;
    if (rule.prices.every((price) => price.skuId !== skuId)) return null;
    return {
      ...{ campaignId, skuId, payWithinMinutes: rule.payWithinMinutes },
      startsAt: campaign.slot.startsAt,
      offer: whole(campaign, { rule, required: true, skuIds: [skuId] }, [], null),
      perPersonMax: this.kinds.perPersonMaxOf(campaign.input),
    };
  }

  /** Those that are published and not over. */
  async scheduled(): Promise<ScheduledSale[]> {
    return (await this.live.scheduled()).flatMap(({ id, input, slots }) =>
      input.kind === 'flash-sale'
        ? [{ id, input, slots, perPersonMax: this.kinds.perPersonMaxOf(input) ?? Infinity }]
        : [],
    );
  }

  /**
   * Whether its orders may be admitted together: nothing bounds or prices one of them but the
   * sale's own price, stock and limit a person, which are the same for all.
   */
  async isPlain(campaignId: string): Promise<boolean> {
    const sale = await this.live.find(campaignId);
    return sale?.input.kind === 'flash-sale' && isPlain(sale.input);
  }

  /** Why nobody at all can buy this now, and when that ends by itself; null when somebody can. */
  async refusalToEveryone(
    db: Db,
    { campaignId, skuId }: FlashPlace,
    now: Date,
  ): Promise<{ code: RefusalCode; facts: Record<string, unknown>; opensAt: Date | null } | null> {
    if (await this.now(db, campaignId, skuId, now)) {
      const [units] = await unitsOf(db, campaignId, [skuId]);
      if (units && units.stock > 0) return null;
      return { code: 'FLASH_SOLD_OUT', facts: { skuIds: [skuId] }, opensAt: null };
    }
    const sale = await this.live.find(campaignId);
    const next = sale && nextSlot(sale.slots, now);
    const openAt = next && opensAt(next, await this.early.mostMinutes(db));
    return { code: 'CAMPAIGN_NOT_LIVE', facts: { campaignId }, opensAt: openAt };
  }

  /** What these shoppers, who are locked, have taken over all their orders. */
  takenBy(tx: Tx, campaignId: string, shopperIds: string[]): Promise<Map<string, number>> {
    return usesOfPersons(tx, campaignId, shopperIds);
  }

  /** Units left; whoever else would take some waits until the transaction ends. */
  async lockLeft(tx: Tx, { campaignId, skuId }: FlashSaleNow): Promise<number> {
    return (await lockLeft(tx, campaignId, skuId))?.stock ?? 0;
  }

  /**
   * Takes for all of these orders what each was promised, in five statements however many. They
   * are asked for at once, and the tables themselves refuse what was not there.
   */
  async take(
    tx: Tx,
    { campaignId, skuId }: FlashSaleNow,
    takings: readonly FlashTaking[],
  ): Promise<void> {
    const now = this.clock.now();
    const units = takings.reduce((sum, { quantity }) => sum + quantity, 0);
    const uses = takings.flatMap((one) => one.offers.map((verdict) => useOf(verdict, one)));
    const movements = takings.map(({ orderId: referenceId, quantity }) => ({
      ...{ referenceId, reason: 'order' as const, campaignId, skuId, quantity: -quantity },
    }));
    const savedFen = sumFen(takings.map((one) => one.savedFen));
    await Promise.all([
      insertUses(tx, uses, now),
      insertMovements(tx, movements, now),
      countForPersons(tx, campaignId, unitsByShopper(takings)),
      takeLocked(tx, campaignId, { skuId, quantity: units }),
      takeFromLimits(tx, [{ campaignId, units, savedFen }]),
    ]);
  }
}

export function isFlashSale(campaign: LiveCampaign): campaign is LiveCampaign<Input> {
  return campaign.input.kind === 'flash-sale';
}

function isPlain(input: Input): boolean {
  const limits = [input.usesMax, input.usesPerOrderMax, input.budgetFen];
  return (
    input.audience === 'everyone' &&
    input.combinesWith.length === 0 &&
    limits.every((limit) => limit === null)
  );
}

function unitsByShopper(takings: readonly FlashTaking[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { shopperId, quantity } of takings) {
    units.set(shopperId, (units.get(shopperId) ?? 0) + quantity);
  }
  return units;
}

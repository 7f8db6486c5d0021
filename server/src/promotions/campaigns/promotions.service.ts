import { Injectable } from '@nestjs/common';
import { grouped, MEMBER_KINDS, type Fen, type OfferVerdict } from '@siyu/shared';
import { lockShopper } from '../../identity/lock-shopper.js';
import { Refusal } from '../../platform/refusal.js';
import type { Tx } from '../../platform/transaction.js';
import {
  countForPerson,
  giveBackToLimits,
  takeFromLimits,
  uncountForPerson,
} from './campaign-limits.store.js';
import { findCampaign } from './campaign.store.js';
import { LiveCampaigns } from './live-campaigns.js';
import { PromotionKinds, type Holding, type SettledOrder } from './promotion-kinds.js';
import {
  insertUses,
  lockUsesBefore,
  moveUses,
  ofCampaigns,
  savedBy,
  useOf,
  usesOf,
  type PromotionUse,
} from './promotion-use.store.js';

export type { PromotionUse };

/**
 * What an order does with the offers of its quote: it holds them when placed, uses them when paid,
 * and gives them back when it closes. Orders call these in their own transactions, so an order and
 * what it took are never apart.
 */
@Injectable()
export class Promotions {
  constructor(
    private readonly live: LiveCampaigns,
    private readonly kinds: PromotionKinds,
  ) {}

  /**
   * Takes what the applied offers use. Contended rows come last.
   * @throws Refusal CAMPAIGN_EXHAUSTED, PURCHASE_LIMIT, and what each kind refuses
   */
  async hold(tx: Tx, holding: Holding, verdicts: readonly OfferVerdict[]): Promise<void> {
    const applied = verdicts.filter((verdict) => verdict.applied);
    if (applied.length === 0) return;
    const uses = applied.map((verdict) => useOf(verdict, holding));
    await insertUses(tx, uses, holding.now);
    for (const [kind, ofKind] of grouped(applied, (verdict) => verdict.kind)) {
      await this.kinds.of(kind).hold?.(tx, holding, ofKind);
    }
    await this.count(tx, holding.shopperId, uses);
  }

  /** These orders are paid: what they held is used. */
  async paid(tx: Tx, orderIds: readonly string[]): Promise<void> {
    const uses = (await lockUsesBefore(tx, orderIds, 'used')).filter(
      ({ state }) => state === 'held',
    );
    if (uses.length === 0) return;
    await moveUses(tx, uses, 'used');
    for (const [kind, ofKind] of grouped(uses, (use) => use.kind)) {
      await this.kinds.of(kind).paid?.(tx, settled(ofKind));
    }
  }

  /** An order closed unpaid, or was refunded whole before it was sent: everything goes back. */
  async release(tx: Tx, orderId: string, why: 'unpaid' | 'refunded'): Promise<void> {
    const uses = await lockUsesBefore(tx, [orderId], 'returned');
    const [first] = uses;
    if (!first) return;
    await moveUses(tx, uses, 'returned');
    for (const [kind, ofKind] of grouped(uses, (use) => use.kind)) {
      const [order] = settled(ofKind);
      if (order) await this.kinds.of(kind).release?.(tx, order, why);
    }
    const counted = ofCampaigns(uses);
    await uncountForPerson(tx, first.shopperId, counted);
    await giveBackToLimits(tx, counted);
  }

  /** Units out of campaigns' own stock that will never be sent come back to them. */
  async takeBack(
    tx: Tx,
    afterSaleId: string,
    units: readonly { skuId: string; quantity: number; stockOf: string | null }[],
  ): Promise<void> {
    for (const [campaignId, items] of grouped(units, ({ stockOf }) => stockOf)) {
      const campaign = campaignId && (await findCampaign(tx, campaignId));
      if (!campaign) continue;
      const { id, input } = campaign;
      await this.kinds.of(input.kind).takeBack?.(tx, { campaignId: id, afterSaleId, items });
    }
  }

  /**
   * An order paid after it closed takes again what it gave back. False when some of it is gone: the
   * caller then rolls back to before, and the money goes back.
   */
  async tryHoldAgain(tx: Tx, holding: Omit<Holding, 'through'>): Promise<boolean> {
    const uses = await usesOf(tx, [holding.orderId]);
    if (uses.length === 0) return true;
    try {
      await this.holdAgain(tx, { ...holding, through: null }, uses);
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  /** The offers of these orders, for whoever shows them. */
  of(tx: Pick<Tx, 'query'>, orderIds: readonly string[]): Promise<PromotionUse[]> {
    return usesOf(tx, orderIds);
  }

  /** The teams these orders sit in, by order, for whoever shows them. */
  async teamsOf(
    db: Pick<Tx, 'query'>,
    orderIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    if (orderIds.length === 0) return new Map();
    const found = this.kinds.all().map((kind) => kind.teamsOf?.(db, orderIds) ?? []);
    return new Map((await Promise.all(found)).flatMap((teams) => [...teams]));
  }

  /** What members' benefits took off this shopper's paid orders, freight included. */
  savedByMembership(db: Pick<Tx, 'query'>, shopperId: string): Promise<Fen> {
    return savedBy(db, shopperId, MEMBER_KINDS);
  }

  private async holdAgain(tx: Tx, holding: Holding, uses: readonly PromotionUse[]): Promise<void> {
    // Whoever counts for a person holds that person, or counts only afterwards.
    await lockShopper(tx, holding.shopperId);
    for (const [kind, ofKind] of grouped(uses, (use) => use.kind)) {
      const service = this.kinds.of(kind);
      await (service.holdAgain ?? service.hold)?.call(service, tx, holding, ofKind);
    }
    await this.count(tx, holding.shopperId, uses);
    await moveUses(tx, uses, 'used');
  }

  /**
   * What members have counts for no campaign.
   * @throws Refusal PURCHASE_LIMIT when this person has had their share, CAMPAIGN_EXHAUSTED
   */
  private async count(tx: Tx, shopperId: string, uses: readonly PromotionUse[]): Promise<void> {
    const counted = ofCampaigns(uses);
    if (counted.length === 0) return;
    const counts = await countForPerson(tx, shopperId, counted);
    for (const [campaignId, count] of counts) {
      // One that has ended may still be bought from: a team that forms.
      const known = this.live.inputOf(campaignId) ?? (await findCampaign(tx, campaignId))?.input;
      const max = known ? this.kinds.perPersonMaxOf(known) : null;
      if (max !== null && count > max) throw new Refusal('PURCHASE_LIMIT', { campaignId, max });
    }
    await takeFromLimits(tx, counted);
  }
}

function settled(uses: readonly PromotionUse[]): SettledOrder[] {
  const orders = grouped(uses, (use) => use.orderId);
  return [...orders].flatMap(([orderId, [use]]) =>
    use ? [{ orderId, shopperId: use.shopperId }] : [],
  );
}

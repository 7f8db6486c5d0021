import { Inject, Injectable, Logger } from '@nestjs/common';
import { assert, type BenefitOf, type CouponsWaiting, type MemberBenefit } from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/transaction.js';
import { LiveCampaigns } from '../../promotions/campaigns/live-campaigns.js';
import { Coupons, type GrantOrder } from '../../promotions/coupon/coupons.service.js';
import { campaignsOwed, deleteOwedOf, insertOwed } from './coupon-owed.store.js';
import { MemberBenefits } from './member-benefits.service.js';

/** Coupons that benefits give. */
@Injectable()
export class MemberCoupons {
  private readonly log = new Logger('membership');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly benefits: MemberBenefits,
    private readonly live: LiveCampaigns,
    private readonly coupons: Coupons,
  ) {}

  /**
   * Those of these benefits, each campaign once under this key (`tier-2026-11`): a repeat gives
   * nothing more. What is missed because its campaign is not live is owed until then.
   */
  async grant(
    tx: Tx,
    { shopperId, key, owedUntil }: Pick<GrantOrder, 'shopperId' | 'key'> & { owedUntil: Date },
    benefits: readonly BenefitOf<'monthly-coupons' | 'birthday-gift'>[],
  ): Promise<void> {
    for (const campaignId of new Set(benefits.flatMap((one) => one.campaignIds))) {
      await this.grantOne(tx, { campaignId, shopperId, key }, owedUntil);
    }
  }

  /** One of them. */
  async grantOne(tx: Tx, order: GrantOrder, owedUntil: Date): Promise<void> {
    const granted = await this.coupons.grant(tx, order);
    if (!('refusal' in granted)) return;
    const { key: grantKey, campaignId, shopperId } = order;
    if (granted.refusal === 'CAMPAIGN_NOT_LIVE') {
      await insertOwed(tx, { campaignId, shopperId, grantKey, owedUntil });
    } else
      this.log.warn(`${grantKey} came without its coupon of ${campaignId}: ${granted.refusal}`);
  }

  /** Nothing is owed any more under keys that begin like this: what gave them was given back. */
  async forget(tx: Tx, shopperId: string, keysOf: string): Promise<void> {
    assert(!/[%_\\]/.test(keysOf), `a key with a wildcard: ${keysOf}`);
    await deleteOwedOf(tx, shopperId, keysOf);
  }

  /** What no benefit of any tier or plan can give now, and how many members wait for it. */
  async waiting(): Promise<CouponsWaiting[]> {
    const { manager } = this.db;
    const benefits = await this.benefits.offered(manager);
    const owed = await campaignsOwed(manager, this.clock.now());
    return (await this.campaignsNotLive(manager, benefits)).map((campaignId) => ({
      campaignId,
      members: owed.find((one) => one.campaignId === campaignId)?.owed ?? 0,
    }));
  }

  /** The campaigns these benefits name of which no coupon can be given now. */
  async campaignsNotLive(
    db: Pick<EntityManager, 'query'>,
    benefits: readonly MemberBenefit[],
  ): Promise<string[]> {
    const live = new Set((await this.live.at(this.clock.now(), db)).map(({ id }) => id));
    const named = benefits.flatMap((one) => ('campaignIds' in one ? one.campaignIds : []));
    return [...new Set(named)].filter((id) => !live.has(id));
  }
}

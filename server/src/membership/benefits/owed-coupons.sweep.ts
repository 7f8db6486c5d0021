import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Sweeps } from '../../platform/sweeps.js';
import { inTransaction } from '../../platform/transaction.js';
import { LiveCampaigns } from '../../promotions/campaigns/live-campaigns.js';
import { campaignsOwed, deleteLapsedOwed, deleteOwed, lockOwed } from './coupon-owed.store.js';
import { MemberCoupons } from './member-coupons.service.js';

const BATCH = 100;
const LAPSED_BATCH = 1_000;
const SWEEP_EVERY_MS = 60_000;

/**
 * Gives what benefits owe of campaigns that are live by now; a batch a transaction. A coupon is
 * granted under the key of its benefit, so that none is given twice.
 */
@Injectable()
export class OwedCouponsSweep {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly live: LiveCampaigns,
    private readonly coupons: MemberCoupons,
    sweeps: Sweeps,
  ) {
    sweeps.every('membership.owed-coupons', SWEEP_EVERY_MS, () => this.sweep());
  }

  private async sweep(): Promise<boolean> {
    const now = this.clock.now();
    await inTransaction(this.db, (tx) => deleteLapsedOwed(tx, now, LAPSED_BATCH));
    const live = new Set((await this.live.at(now)).map(({ id }) => id));
    let hasMore = false;
    for (const { campaignId } of await campaignsOwed(this.db.manager, now)) {
      if (live.has(campaignId) && (await this.giveOf(campaignId, now))) hasMore = true;
    }
    return hasMore;
  }

  private giveOf(campaignId: string, now: Date): Promise<boolean> {
    return inTransaction(this.db, async (tx) => {
      const owed = await lockOwed(tx, campaignId, now, BATCH);
      // Before they are given: what cannot be given even now is owed again.
      await deleteOwed(tx, owed);
      for (const { shopperId, grantKey, owedUntil } of owed) {
        await this.coupons.grantOne(tx, { shopperId, campaignId, key: grantKey }, owedUntil);
      }
      return owed.length === BATCH;
    });
  }
}

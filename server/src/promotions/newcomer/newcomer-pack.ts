import { Injectable } from '@nestjs/common';
import { isInNewcomerWindow } from '@siyu/shared';
import { LoginListeners } from '../../identity/login-listeners.js';
import { registeredAt } from '../../identity/registered-at.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/transaction.js';
import { LiveCampaigns } from '../campaigns/live-campaigns.js';
import { Coupons } from '../coupon/coupons.service.js';

/**
 * The newcomer's pack of coupons, granted as someone registers. Who logs in again within the window
 * has what was not there to be given the first time; nobody has anything twice.
 */
@Injectable()
export class NewcomerPack {
  constructor(
    private readonly clock: Clock,
    private readonly live: LiveCampaigns,
    private readonly coupons: Coupons,
    logins: LoginListeners,
  ) {
    logins.add((tx, { shopperId }) => this.grant(tx, shopperId));
  }

  private async grant(tx: Tx, shopperId: string): Promise<void> {
    const now = this.clock.now();
    for (const { id, input } of await this.live.at(now, tx)) {
      if (input.kind !== 'newcomer') continue;
      if (!isInNewcomerWindow(registeredAt(shopperId), input.rule, now)) continue;
      for (const campaignId of input.rule.couponCampaignIds) {
        await this.coupons.grant(tx, { campaignId, shopperId, key: `newcomer-${id}` });
      }
    }
  }
}

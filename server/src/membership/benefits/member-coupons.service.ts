import { Injectable, Logger } from '@nestjs/common';
import type { MemberBenefit } from '@siyu/shared';
import type { Tx } from '../../platform/transaction.js';
import { Coupons } from '../../promotions/coupon/coupons.service.js';

/** Coupons that benefits give. What is not there to be given then is not made up for later. */
@Injectable()
export class MemberCoupons {
  private readonly log = new Logger('membership');

  constructor(private readonly coupons: Coupons) {}

  /**
   * Those of these benefits, each campaign once under this key (`tier-2026-11`): a repeat gives
   * nothing more.
   */
  async grant(
    tx: Tx,
    shopperId: string,
    benefits: readonly Extract<MemberBenefit, { campaignIds: readonly string[] }>[],
    key: string,
  ): Promise<void> {
    for (const campaignId of new Set(benefits.flatMap((one) => one.campaignIds))) {
      const granted = await this.coupons.grant(tx, { campaignId, shopperId, key });
      if ('refusal' in granted) {
        this.log.warn(`${key} came without its coupon of ${campaignId}: ${granted.refusal}`);
      }
    }
  }
}

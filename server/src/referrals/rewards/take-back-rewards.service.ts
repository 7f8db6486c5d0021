import { Injectable } from '@nestjs/common';
import { isEnough, type Fen } from '@siyu/shared';
import { lockIfLive } from '../../identity/lock-shopper.js';
import { Growth } from '../../membership/growth/growth.service.js';
import { GrantPoints } from '../../membership/points/lots/grant-points.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/transaction.js';
import { GrantedCoupons } from '../../promotions/coupon/granted-coupons.service.js';
import { Lots } from '../../wallet/lots.service.js';
import { grantedOfOrder, lockReward, moveReward, type RewardRow } from './reward.store.js';

/** Takes back what was given for an order that the shop refunded after all. */
@Injectable()
export class TakeBackRewards {
  constructor(
    private readonly clock: Clock,
    private readonly coupons: GrantedCoupons,
    private readonly points: GrantPoints,
    private readonly growth: Growth,
    private readonly lots: Lots,
  ) {}

  /** Where too little of the order is kept. Safe to repeat. Shoppers are locked before rewards. */
  async ofOrder(tx: Tx, orderId: string, leftFen: Fen): Promise<void> {
    for (const { id, shopperId } of await grantedOfOrder(tx, orderId)) {
      const isLive = await lockIfLive(tx, shopperId);
      const reward = await lockReward(tx, id);
      if (!isLive || reward?.state !== 'granted' || isEnough(leftFen, reward)) continue;
      await this.take(tx, reward);
      await moveReward(tx, reward, 'taken-back', { takenBackAt: this.clock.now() });
    }
  }

  /** Spent points are owed (case 40); a used coupon and spent bonus stay as they are. */
  private async take(tx: Tx, { id, shopperId, gift }: RewardRow): Promise<void> {
    if (gift.kind === 'coupon') {
      await this.coupons.revoke(tx, { shopperId, key: `referral:${id}` });
    } else if (gift.kind === 'points') {
      const { points } = gift;
      await this.points.takeBack(tx, { shopperId, points, source: 'referral', key: id });
    } else if (gift.kind === 'growth') {
      const given = { shopperId, source: 'invited-order', key: id } as const;
      await this.growth.takeBack(tx, given, { reference: `${id}:back` });
    } else {
      await this.lots.takeBackBonus(tx, { id, shopperId });
    }
  }
}

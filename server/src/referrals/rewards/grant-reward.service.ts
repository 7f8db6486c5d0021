import { Injectable } from '@nestjs/common';
import { fen, isEnough, type FlagState, type RefusalCode } from '@siyu/shared';
import { lockIfLive } from '../../identity/lock-shopper.js';
import { GrantPoints } from '../../membership/points/lots/grant-points.service.js';
import { Growth } from '../../membership/growth/growth.service.js';
import { OrderWorth } from '../../orders/views/order-worth.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/transaction.js';
import { Coupons } from '../../promotions/coupon/coupons.service.js';
import { Lots } from '../../wallet/lots.service.js';
import { Room } from '../../wallet/recharges/room.service.js';
import { ReferralRisk } from '../risk/referral-risk.service.js';
import { FLAGGED } from './flagged-rewards.js';
import { lockReward, moveReward, rewardById, type RewardRow } from './reward.store.js';

/**
 * Gives a reward that is due, in one transaction with its state, by the service of whatever it is;
 * each counts the reward's id once, whoever asks again.
 */
@Injectable()
export class GrantReward {
  constructor(
    private readonly clock: Clock,
    private readonly orders: OrderWorth,
    private readonly coupons: Coupons,
    private readonly points: GrantPoints,
    private readonly growth: Growth,
    private readonly lots: Lots,
    private readonly room: Room,
    private readonly risk: ReferralRisk,
  ) {}

  /**
   * Looks again behind the locks: the order, its owner and the reward may have changed. Flags are
   * locked before shoppers, here and elsewhere.
   */
  async grant(tx: Tx, { id, shopperId }: Pick<RewardRow, 'id' | 'shopperId'>): Promise<void> {
    const flag = await this.flagOf(tx, id);
    const isLive = await lockIfLive(tx, shopperId);
    const reward = await lockReward(tx, id);
    if (reward?.state !== 'pending') return;
    if (!isLive) return moveReward(tx, reward, 'frozen');
    if (!(await this.isStillEarned(tx, reward))) {
      return moveReward(tx, reward, 'voided', { voidReason: 'REFUNDED' });
    }
    if (flag === 'open') return moveReward(tx, reward, 'held', { heldFor: FLAGGED });
    if (flag === 'confirmed') return moveReward(tx, reward, 'voided', { voidReason: 'REVIEWED' });
    const refusal = await this.give(tx, reward);
    if (refusal) return moveReward(tx, reward, 'held', { heldFor: { refusal } });
    await moveReward(tx, reward, 'granted', { grantedAt: this.clock.now() });
  }

  /** The inviter's friends are looked at once more, as they are by now. */
  private async flagOf(tx: Tx, rewardId: string): Promise<FlagState | undefined> {
    const reward = await rewardById(tx, rewardId);
    if (!reward) return undefined;
    return (await this.risk.assess(tx, reward.inviterId)).get(reward.friendId);
  }

  private async isStillEarned(tx: Tx, reward: RewardRow): Promise<boolean> {
    if (reward.orderId === null) return true;
    const worth = await this.orders.of(tx, reward.orderId);
    return worth !== null && isEnough(worth.leftFen, reward);
  }

  /** Null once it is given, or why it cannot be: an operator releases it when it can. */
  private async give(
    tx: Tx,
    { id, shopperId, gift, orderId }: RewardRow,
  ): Promise<RefusalCode | null> {
    if (gift.kind === 'coupon') {
      const order = { campaignId: gift.campaignId, shopperId, key: `referral:${id}` };
      const granted = await this.coupons.grant(tx, order);
      return 'refusal' in granted ? granted.refusal : null;
    }
    if (gift.kind === 'points') {
      const { points } = gift;
      await this.points.grant(tx, { shopperId, points, source: 'referral', key: id });
    } else if (gift.kind === 'growth') {
      const order = { shopperId, source: 'invited-order', key: id, growth: gift.growth } as const;
      const ofOrder = orderId === null ? {} : { orderId };
      await this.growth.grant(tx, { ...order, ...ofOrder, at: this.clock.now() });
    } else {
      const { bonusFen } = gift;
      if ((await this.room.of(shopperId, tx)) < bonusFen) return 'RECHARGE_CAP';
      const credit = { id, shopperId, source: 'referral', principalFen: fen(0), bonusFen } as const;
      await this.lots.credit(tx, credit);
    }
    return null;
  }
}

import type { OpsReward } from '@siyu/shared';
import type { RewardRow } from './reward.store.js';

/** A reward as operators see it. */
export function opsRewardView(reward: RewardRow): OpsReward {
  const { id, programmeId, action, side, friendId, inviterId, shopperId } = reward;
  const { orderId, gift, state, voidReason, heldFor, dueAt, grantedAt, createdAt } = reward;
  return {
    ...{ id, programmeId, action, side, friendId, inviterId, shopperId, orderId },
    ...{ gift, state, voidReason, heldFor, createdAt: createdAt.toISOString() },
    dueAt: dueAt?.toISOString() ?? null,
    grantedAt: grantedAt?.toISOString() ?? null,
  };
}

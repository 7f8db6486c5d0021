import type { ProgrammeReport, RewardListQuery, RewardState } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';
import { where } from '../../platform/where.js';
import { REWARD_COLUMNS, rewardIn, type RewardRow } from './reward.store.js';

type Reader = Pick<EntityManager, 'query'>;

/** Rewards, the newest first, one more than a page where there are more. */
export async function rewardsWhere(
  db: Reader,
  { programmeId, shopperId, state, cursor, limit }: RewardListQuery,
): Promise<RewardRow[]> {
  const { clause, parameters } = where([
    ['programme_id = ?', programmeId],
    ['shopper_id = ?', shopperId],
    ['state = ?', state],
    ['id < ?', cursor],
  ]);
  const found = await rows<Parameters<typeof rewardIn>[0]>(
    db,
    `SELECT ${REWARD_COLUMNS} FROM referral_reward ${clause} ORDER BY id DESC LIMIT ?`,
    [...parameters, limit + 1],
  );
  return found.map(rewardIn);
}

/** Somebody's rewards by state, and how many friends were ever bound to them. */
export async function progressOf(
  db: Reader,
  shopperId: string,
): Promise<{ friends: number; byState: ReadonlyMap<RewardState, number> }> {
  const states = await rows<{ state: RewardState; count: number }>(
    db,
    'SELECT state, COUNT(*) AS count FROM referral_reward WHERE shopper_id = ? GROUP BY state',
    [shopperId],
  );
  const [found] = await rows<{ friends: number }>(
    db,
    `SELECT COUNT(DISTINCT shopper_id) AS friends FROM referral_binding
     WHERE owner_kind = 'shopper' AND owner_id = ?`,
    [shopperId],
  );
  const byState = new Map(states.map(({ state, count }) => [state, Number(count)]));
  return { friends: Number(found?.friends ?? 0), byState };
}

/** What a programme came to. */
export async function reportOf(db: Reader, programmeId: string): Promise<ProgrammeReport> {
  const rewards = await rows<ProgrammeReport['rewards'][number]>(
    db,
    `SELECT action, side, state, COUNT(*) AS count FROM referral_reward
     WHERE programme_id = ? GROUP BY action, side, state ORDER BY action, side, state`,
    [programmeId],
  );
  const [found] = await rows<{ inviters: number; friends: number }>(
    db,
    `SELECT COUNT(DISTINCT inviter_id) AS inviters, COUNT(DISTINCT friend_id) AS friends
     FROM referral_reward WHERE programme_id = ?`,
    [programmeId],
  );
  return {
    inviters: Number(found?.inviters ?? 0),
    friends: Number(found?.friends ?? 0),
    rewards: rewards.map((one) => ({ ...one, count: Number(one.count) })),
  };
}

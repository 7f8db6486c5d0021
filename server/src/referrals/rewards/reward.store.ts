import {
  assertMove,
  REWARD_MOVES,
  type Fen,
  type RewardAction,
  type RewardGift,
  type RewardSide,
  type RewardState,
  type VoidReason,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import type { Due } from '../../platform/due-sweep.js';
import { rows, type Tx } from '../../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

export interface RewardRow {
  id: string;
  programmeId: string;
  action: RewardAction;
  side: RewardSide;
  friendId: string;
  inviterId: string;
  /** Whose it is: one of the two. */
  shopperId: string;
  bindingId: string;
  orderId: string | null;
  orderMinFen: Fen;
  gift: RewardGift;
  state: RewardState;
  voidReason: VoidReason | null;
  heldFor: Record<string, unknown> | null;
  dueAt: Date | null;
  grantedAt: Date | null;
  createdAt: Date;
}

export type NewReward = Omit<RewardRow, 'heldFor' | 'grantedAt'> & {
  day: string;
  /** How many its inviter might have when it was earned. */
  totalMax: number;
  dayMax: number;
};

export const REWARD_COLUMNS = `id, programme_id AS programmeId, action, side, friend_id AS friendId,
  inviter_id AS inviterId, shopper_id AS shopperId, binding_id AS bindingId, order_id AS orderId,
  order_min_fen AS orderMinFen, gift, state, void_reason AS voidReason, held_for AS heldFor,
  due_at AS dueAt, granted_at AS grantedAt, created_at AS createdAt`;

type Stored = Omit<RewardRow, 'gift' | 'heldFor'> & { gift: unknown; heldFor: unknown };

/** MariaDB hands JSON over as text, MySQL as what it holds. */
export function rewardIn(row: Stored): RewardRow {
  const parsed = (value: unknown): unknown =>
    typeof value === 'string' ? JSON.parse(value) : value;
  const heldFor = parsed(row.heldFor) as RewardRow['heldFor'];
  return { ...row, gift: parsed(row.gift) as RewardGift, heldFor };
}

/** One for a programme, friend, action and side: a repeat adds nothing. */
export async function insertReward(tx: Tx, one: NewReward): Promise<void> {
  await tx.query(
    `INSERT INTO referral_reward (id, programme_id, action, side, friend_id, inviter_id, shopper_id,
       binding_id, order_id, order_min_fen, total_max, day_max, gift, state, void_reason, day, due_at, created_at)
     VALUES (?) ON DUPLICATE KEY UPDATE id = id`,
    [
      [
        ...[one.id, one.programmeId, one.action, one.side, one.friendId, one.inviterId],
        ...[
          one.shopperId,
          one.bindingId,
          one.orderId,
          one.orderMinFen,
          one.totalMax,
          one.dayMax,
          JSON.stringify(one.gift),
        ],
        ...[one.state, one.voidReason, one.day, one.dueAt, one.createdAt],
      ],
    ],
  );
}

/** What an inviter had of a programme, void ones left out; asked behind their lock. */
export async function rewardsHad(
  tx: Tx,
  of: { programmeId: string; inviterId: string; day: string },
): Promise<{ total: number; today: number }> {
  const [found] = await rows<{ total: number; today: number | null }>(
    tx,
    `SELECT COUNT(*) AS total, SUM(day = ?) AS today FROM referral_reward
     WHERE inviter_id = ? AND programme_id = ? AND side = 'inviter' AND state <> 'voided'`,
    [of.day, of.inviterId, of.programmeId],
  );
  return { total: Number(found?.total ?? 0), today: Number(found?.today ?? 0) };
}

export async function rewardById(db: Reader, id: string): Promise<RewardRow | null> {
  const sql = `SELECT ${REWARD_COLUMNS} FROM referral_reward WHERE id = ?`;
  const [found] = await rows<Stored>(db, sql, [id]);
  return found ? rewardIn(found) : null;
}

export async function lockReward(tx: Tx, id: string): Promise<RewardRow | null> {
  const sql = `SELECT ${REWARD_COLUMNS} FROM referral_reward WHERE id = ? FOR UPDATE`;
  const [found] = await rows<Stored>(tx, sql, [id]);
  return found ? rewardIn(found) : null;
}

/** Rewards for an order that are not given yet, locked. */
export async function lockOpenOfOrder(tx: Tx, orderId: string): Promise<RewardRow[]> {
  const found = await rows<Stored>(
    tx,
    `SELECT ${REWARD_COLUMNS} FROM referral_reward
     WHERE order_id = ? AND state IN ('pending', 'held') ORDER BY id FOR UPDATE`,
    [orderId],
  );
  return found.map(rewardIn);
}

/** Rewards that were given for an order, in the order in which their shoppers are locked. */
export function grantedOfOrder(
  tx: Tx,
  orderId: string,
): Promise<Pick<RewardRow, 'id' | 'shopperId'>[]> {
  return rows(
    tx,
    `SELECT id, shopper_id AS shopperId FROM referral_reward
     WHERE order_id = ? AND state = 'granted' ORDER BY shopper_id, id`,
    [orderId],
  );
}

/** What somebody would still be given, locked. */
export async function lockOpenOf(tx: Tx, shopperId: string): Promise<RewardRow[]> {
  const found = await rows<Stored>(
    tx,
    `SELECT ${REWARD_COLUMNS} FROM referral_reward
     WHERE shopper_id = ? AND state IN ('pending', 'held') ORDER BY id FOR UPDATE`,
    [shopperId],
  );
  return found.map(rewardIn);
}

/** What an invited friend's actions would still give to either side, locked. */
export async function lockOpenOfFriend(
  tx: Tx,
  { friendId, inviterId }: Pick<RewardRow, 'friendId' | 'inviterId'>,
): Promise<RewardRow[]> {
  const found = await rows<Stored>(
    tx,
    `SELECT ${REWARD_COLUMNS} FROM referral_reward
     WHERE friend_id = ? AND inviter_id = ? AND state IN ('pending', 'held')
     ORDER BY id FOR UPDATE`,
    [friendId, inviterId],
  );
  return found.map(rewardIn);
}

/** How many are on their way to somebody. */
export async function countOpen(db: Reader, shopperId: string): Promise<number> {
  const [found] = await rows<{ count: number }>(
    db,
    `SELECT COUNT(*) AS count FROM referral_reward
     WHERE shopper_id = ? AND state IN ('pending', 'held')`,
    [shopperId],
  );
  return Number(found?.count ?? 0);
}

/** From when on the rewards of an order can be given. */
export async function setDue(tx: Tx, orderId: string, dueAt: Date): Promise<void> {
  const sql = 'UPDATE referral_reward SET due_at = ? WHERE order_id = ? AND due_at IS NULL';
  await tx.query(sql, [dueAt, orderId]);
}

/** Moves a locked reward, with what the new state says more. */
export async function moveReward(
  tx: Tx,
  reward: RewardRow,
  to: RewardState,
  more: {
    voidReason?: VoidReason;
    heldFor?: object;
    grantedAt?: Date;
    takenBackAt?: Date;
  } = {},
): Promise<void> {
  assertMove(REWARD_MOVES, reward.state, to, 'a reward');
  await tx.query(
    `UPDATE referral_reward SET state = ?, void_reason = ?, taken_back_at = ?,
       granted_at = COALESCE(?, granted_at), held_for = COALESCE(?, held_for) WHERE id = ?`,
    [
      ...[to, more.voidReason ?? null, more.takenBackAt ?? null, more.grantedAt ?? null],
      ...[more.heldFor ? JSON.stringify(more.heldFor) : null, reward.id],
    ],
  );
}

/** Those that can be given after this one, by when and then id. */
export function dueRewards(
  db: Reader,
  { now, after, limit }: { now: Date; after: Due; limit: number },
): Promise<(Due & { shopperId: string })[]> {
  return rows(
    db,
    `SELECT id, shopper_id AS shopperId, due_at AS dueAt FROM referral_reward
     WHERE state = 'pending' AND due_at <= ? AND due_at >= ? AND (due_at > ? OR id > ?)
     ORDER BY due_at, id LIMIT ?`,
    [now, after.dueAt, after.dueAt, after.id, limit],
  );
}

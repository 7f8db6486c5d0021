import type { FollowUp, FollowUpFacts } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

export interface CustomerRow {
  /** Of the binding; pages run on it. */
  id: string;
  shopperId: string;
  nickname: string | null;
  boundAt: Date;
  lastPaidAt: Date | null;
  lastNote: string | null;
  notedAt: Date | null;
}

const SOLD = `FROM orders WHERE orders.shopper_id = binding.shopper_id
  AND paid_at IS NOT NULL AND state <> 'closed'`;

/** For each reason to call, who is meant; the values come from the facts. */
const MEANT: Record<FollowUp, { sql: string; value: (facts: FollowUpFacts) => unknown[] }> = {
  new: { sql: `NOT EXISTS (SELECT 1 ${SOLD})`, value: () => [] },
  lapsed: {
    sql: `(SELECT MAX(paid_at) ${SOLD}) < ?`,
    value: ({ lapsedBefore }) => [lapsedBefore],
  },
  birthday: { sql: 'member.birthday IN (?)', value: ({ birthdays }) => [birthdays] },
  coupon: {
    sql: `EXISTS (SELECT 1 FROM coupon WHERE coupon.shopper_id = binding.shopper_id
      AND state = 'unused' AND valid_until > ? AND valid_until <= ?)`,
    value: ({ couponsUntil }) => [couponsUntil],
  },
};

export interface CustomersAsked {
  channelId: string;
  why: FollowUp;
  before?: string | undefined;
  limit: number;
}

/** A channel’s customers who are to be called for that reason, who came last first. */
export function customersToCall(
  db: Db,
  { channelId, why, before, limit }: CustomersAsked,
  { facts, now }: { facts: FollowUpFacts; now: Date },
): Promise<CustomerRow[]> {
  const { sql, value } = MEANT[why];
  const since = why === 'coupon' ? [now] : [];
  return rows(
    db,
    `SELECT binding.id, binding.shopper_id AS shopperId, member.nickname, bound_at AS boundAt,
       (SELECT MAX(paid_at) ${SOLD}) AS lastPaidAt, said.note AS lastNote,
       said.noted_at AS notedAt
     FROM referral_binding AS binding
     JOIN shopper ON shopper.id = binding.shopper_id AND deleted_at IS NULL
     LEFT JOIN member ON member.shopper_id = binding.shopper_id
     LEFT JOIN staff_note AS said ON said.id = (SELECT MAX(id) FROM staff_note
       WHERE channel_id = owner_id AND shopper_id = binding.shopper_id)
     WHERE owner_kind = 'channel' AND owner_id = ? AND is_open = 1 AND frozen_at IS NULL
       AND valid_until > ? AND ${sql} ${before === undefined ? '' : 'AND binding.id < ?'}
     ORDER BY binding.id DESC LIMIT ?`,
    [channelId, now, ...since, ...value(facts), ...(before === undefined ? [] : [before]), limit],
  );
}

/** Whether somebody is the channel’s customer now. */
export async function isCustomer(
  tx: Tx,
  { channelId, shopperId }: { channelId: string; shopperId: string },
  now: Date,
): Promise<boolean> {
  const found = await rows(
    tx,
    `SELECT binding.id FROM referral_binding AS binding
     JOIN shopper ON shopper.id = binding.shopper_id AND deleted_at IS NULL
     WHERE owner_kind = 'channel' AND owner_id = ? AND binding.shopper_id = ? AND is_open = 1
       AND frozen_at IS NULL AND valid_until > ?`,
    [channelId, shopperId, now],
  );
  return found.length > 0;
}

export interface StaffNote {
  id: string;
  channelId: string;
  shopperId: string;
  note: string;
  operatorId: string;
  notedAt: Date;
}

export async function insertNote(tx: Tx, note: StaffNote): Promise<void> {
  await tx.query(
    `INSERT INTO staff_note (id, channel_id, shopper_id, note, operator_id, noted_at) VALUES (?)`,
    [[note.id, note.channelId, note.shopperId, note.note, note.operatorId, note.notedAt]],
  );
}

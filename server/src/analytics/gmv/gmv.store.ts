import { fen, type Fen, type Moments } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';
import { msOf, numbered, WHOEVER, type Whose } from '../persons/person.store.js';

type Db = Pick<EntityManager, 'query'>;

/** Orders paid in a stretch of time and sold: how many, by how many, for how much. */
export async function soldIn(
  db: Db,
  { from, until }: Moments,
): Promise<{ orders: number; payers: number; gmvFen: Fen }> {
  const [found] = await rows<{ orders: number; payers: number; gmv: number | null }>(
    db,
    `SELECT COUNT(*) AS orders, COUNT(DISTINCT shopper_id) AS payers, SUM(total_fen) AS gmv
     FROM orders WHERE paid_at >= ? AND paid_at < ? AND state <> 'closed'`,
    [from, until],
  );
  const { orders = 0, payers = 0, gmv } = found ?? {};
  return { orders, payers, gmvFen: fen(gmv ?? 0) };
}

/** Who opened a link that another shopper had shared, each as often as they did. */
export function broughtBySharing(
  db: Db,
  { from, until }: Moments,
): Promise<(Whose & { at: number })[]> {
  const opened = `SELECT ${WHOEVER}, visited_at
    FROM visit JOIN share_link ON share_link.code = visit.code AND owner_kind = 'shopper'
    WHERE visited_at >= ? AND visited_at < ?
      AND (shopper_id IS NULL OR shopper_id <> owner_id)`;
  return rows(db, numbered(opened, `${msOf('visited_at')} AS at`), [from, until]);
}

/** Whose first binding is to another shopper, within a day of registering in the period. */
const BROUGHT = `FROM referral_binding AS brought
  JOIN shopper ON shopper.id = brought.shopper_id AND created_at >= ? AND created_at < ?
  WHERE brought.owner_kind = 'shopper' AND brought.reason = 'FIRST_BINDING'
    AND brought.bound_at < created_at + INTERVAL 1 DAY`;

export async function countBrought(db: Db, { from, until }: Moments): Promise<number> {
  const [found] = await rows<{ friends: number }>(
    db,
    `SELECT COUNT(DISTINCT brought.shopper_id) AS friends ${BROUGHT}`,
    [from, until],
  );
  return found?.friends ?? 0;
}

/** Of those brought in the period whose bringer was brought: after how long, in milliseconds. */
export async function shareCycles(db: Db, { from, until }: Moments): Promise<number[]> {
  const found = await rows<{ ms: number }>(
    db,
    `SELECT MIN(TIMESTAMPDIFF(MICROSECOND, own.bound_at, friend.bound_at) DIV 1000) AS ms
     FROM (SELECT brought.owner_id, brought.bound_at ${BROUGHT}) AS friend
     JOIN referral_binding AS own ON own.shopper_id = friend.owner_id
       AND own.owner_kind = 'shopper' AND own.reason = 'FIRST_BINDING'
       AND own.bound_at <= friend.bound_at
     GROUP BY friend.owner_id`,
    [from, until],
  );
  return found.map(({ ms }) => ms);
}

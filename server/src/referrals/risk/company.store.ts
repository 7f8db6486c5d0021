import type { WrittenPlace } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

/** Who has been bound to a shopper, and to whom; the binding that stands. */
export interface FriendRow {
  id: string;
  inviterId: string;
  openedAt: Date;
  registeredAt: Date;
}

export interface AccountRow {
  id: string;
  openid: string;
  phone: string | null;
}

const FRIEND = `SELECT binding.shopper_id AS id, binding.owner_id AS inviterId,
    visit.visited_at AS openedAt, shopper.created_at AS registeredAt
  FROM referral_binding AS binding JOIN visit ON visit.id = binding.touch_id
    JOIN shopper ON shopper.id = binding.shopper_id`;

/** The friends a shopper has brought since then, the last first. */
export function friendsOf(
  db: Reader,
  inviterId: string,
  { since, limit }: { since: Date; limit: number },
): Promise<FriendRow[]> {
  return rows(
    db,
    `${FRIEND} WHERE binding.owner_kind = 'shopper' AND binding.owner_id = ?
       AND binding.is_open = 1 AND binding.bound_at >= ? ORDER BY binding.id DESC LIMIT ?`,
    [inviterId, since, limit],
  );
}

/** Those of these shoppers who are somebody's friend. */
export async function friendsAmong(db: Reader, ids: readonly string[]): Promise<FriendRow[]> {
  if (ids.length === 0) return [];
  const sql = `${FRIEND} WHERE binding.owner_kind = 'shopper' AND binding.is_open = 1
    AND binding.shopper_id IN (?)`;
  return rows(db, sql, [ids]);
}

export function accountsOf(db: Reader, ids: readonly string[]): Promise<AccountRow[]> {
  return rows(db, 'SELECT id, openid, phone FROM shopper WHERE id IN (?)', [ids]);
}

/** On which installations these shoppers have logged in. */
export function installationsOf(
  db: Reader,
  ids: readonly string[],
): Promise<{ shopperId: string; installationId: string }[]> {
  return rows(
    db,
    `SELECT shopper_id AS shopperId, installation_id AS installationId
     FROM shopper_installation WHERE shopper_id IN (?)`,
    [ids],
  );
}

/** Where the first parcels of these shoppers went, and who paid for them. */
export async function ordersOf(
  db: Reader,
  ids: readonly string[],
  each: number,
): Promise<{ shopperId: string; payerOpenid: string | null; place: WrittenPlace | null }[]> {
  const found = await rows<{ shopperId: string; payerOpenid: string | null; address: unknown }>(
    db,
    `SELECT shopperId, payerOpenid, address FROM (
       SELECT shopper_id AS shopperId, payer_openid AS payerOpenid, address,
         ROW_NUMBER() OVER (PARTITION BY shopper_id ORDER BY id) AS number
       FROM orders WHERE shopper_id IN (?) AND paid_at IS NOT NULL) AS paid
     WHERE number <= ?`,
    [ids, each],
  );
  return found.map(({ address, ...order }) => ({ ...order, place: placeIn(address) }));
}

/** Links of other shoppers that these have opened since then, the last first. */
export function openedBy(
  db: Reader,
  ids: readonly string[],
  { since, limit }: { since: Date; limit: number },
): Promise<{ openerId: string; ownerId: string; openedAt: Date }[]> {
  return rows(
    db,
    `SELECT visit.shopper_id AS openerId, link.owner_id AS ownerId, visited_at AS openedAt
     FROM visit JOIN share_link AS link ON link.code = visit.code
     WHERE visit.shopper_id IN (?) AND visited_at >= ? AND link.owner_kind = 'shopper'
       AND link.owner_id <> visit.shopper_id
     ORDER BY visit.id DESC LIMIT ?`,
    [ids, since, limit],
  );
}

/** What a deleted account has left of an address names no door. */
function placeIn(address: unknown): WrittenPlace | null {
  const place = (typeof address === 'string' ? JSON.parse(address) : address) as WrittenPlace;
  return place?.detail ? place : null;
}

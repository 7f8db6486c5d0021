import type { OpsPointsShopItem, PointsShopItemInput } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../../../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

const COLUMNS = `id, campaign_id AS campaignId, points, per_person_max AS perPersonMax, stock,
  redeemed, is_offered AS isOffered, version`;

export async function findItem(db: Reader, id: string): Promise<OpsPointsShopItem | null> {
  const sql = `SELECT ${COLUMNS} FROM points_shop_item WHERE id = ?`;
  const [found] = await rows<OpsPointsShopItem>(db, sql, [id]);
  return found ? typed(found) : null;
}

/** Every item, the newest first; `offered` for what the shopper sees. */
export async function allItems(
  db: Reader,
  { limit, offered }: { limit: number; offered: boolean },
): Promise<OpsPointsShopItem[]> {
  const condition = offered ? 'WHERE is_offered = 1' : '';
  const sql = `SELECT ${COLUMNS} FROM points_shop_item ${condition} ORDER BY id DESC LIMIT ?`;
  return (await rows<OpsPointsShopItem>(db, sql, [limit])).map(typed);
}

export async function insertItem(tx: Tx, id: string, item: PointsShopItemInput): Promise<void> {
  await tx.query(
    `INSERT INTO points_shop_item (id, campaign_id, points, per_person_max, stock, is_offered)
     VALUES (?)`,
    [[id, item.campaignId, item.points, item.perPersonMax, item.stock, item.isOffered]],
  );
}

/** Edits an item; false when someone else did, or more are redeemed than it would have. */
export async function updateItem(
  tx: Tx,
  id: string,
  version: number,
  item: PointsShopItemInput,
): Promise<boolean> {
  const edited = await affected(
    tx,
    `UPDATE points_shop_item SET campaign_id = ?, points = ?, per_person_max = ?, stock = ?,
       is_offered = ?, version = version + 1
     WHERE id = ? AND version = ? AND redeemed <= ?`,
    [
      ...[item.campaignId, item.points, item.perPersonMax, item.stock, item.isOffered],
      ...[id, version, item.stock],
    ],
  );
  return edited === 1;
}

/** Takes one of an item; false when there is none. Its row is contended: call it last. */
export async function takeItem(tx: Tx, id: string): Promise<boolean> {
  const sql = `UPDATE points_shop_item SET redeemed = redeemed + 1
    WHERE id = ? AND redeemed < stock AND is_offered = 1`;
  return (await affected(tx, sql, [id])) === 1;
}

/** How many of each item a shopper has had. */
export async function hadItems(db: Reader, shopperId: string): Promise<Map<string, number>> {
  const found = await rows<{ itemId: string; had: number }>(
    db,
    `SELECT item_id AS itemId, COUNT(*) AS had FROM points_redemption
     WHERE shopper_id = ? GROUP BY item_id`,
    [shopperId],
  );
  return new Map(found.map(({ itemId, had }) => [itemId, had]));
}

export interface NewRedemption {
  id: string;
  itemId: string;
  shopperId: string;
  nth: number;
  points: number;
  couponId: string;
  createdAt: Date;
}

export async function insertRedemption(tx: Tx, one: NewRedemption): Promise<void> {
  await tx.query(
    `INSERT INTO points_redemption (id, item_id, shopper_id, nth, points, coupon_id, created_at)
     VALUES (?)`,
    [[one.id, one.itemId, one.shopperId, one.nth, one.points, one.couponId, one.createdAt]],
  );
}

function typed(row: OpsPointsShopItem): OpsPointsShopItem {
  return { ...row, isOffered: Boolean(row.isOffered) };
}

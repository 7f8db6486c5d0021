import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../../platform/transaction.js';

export interface ActivityUnits {
  skuId: string;
  /** Set apart in all, less what went back to the ordinary stock. */
  laidOut: number;
  /** Left to be sold. */
  stock: number;
}

/** Why units moved. With its reference it makes a movement unique, so a repeat moves nothing. */
export type ActivityReason =
  'set-apart' | 'set-apart-back' | 'order' | 'order-closed' | 'late-payment' | 'unsent-refunded';

export interface ActivityMovement {
  referenceId: string;
  reason: ActivityReason;
  campaignId: string;
  skuId: string;
  /** Signed: what comes into the activity stock is above zero. */
  quantity: number;
}

type Db = Pick<EntityManager, 'query'>;

const COLUMNS = 'sku_id AS skuId, laid_out AS laidOut, stock';

/** Units of these SKUs; all of the campaign's without `skuIds`. */
export function unitsOf(
  db: Db,
  campaignId: string,
  skuIds?: readonly string[],
): Promise<ActivityUnits[]> {
  const among = skuIds ? 'AND sku_id IN (?)' : '';
  return rows<ActivityUnits>(
    db,
    `SELECT ${COLUMNS} FROM activity_stock WHERE campaign_id = ? ${among} ORDER BY sku_id`,
    skuIds ? [campaignId, skuIds] : [campaignId],
  );
}

/** The same of these campaigns, by campaign. */
export function unitsOfCampaigns(
  db: Db,
  campaignIds: readonly string[],
): Promise<(ActivityUnits & { campaignId: string })[]> {
  return rows(
    db,
    `SELECT campaign_id AS campaignId, ${COLUMNS} FROM activity_stock WHERE campaign_id IN (?)`,
    [campaignIds],
  );
}

/** A campaign's units, locked in SKU order. */
export function lockUnits(tx: Tx, campaignId: string): Promise<ActivityUnits[]> {
  const sql = `SELECT ${COLUMNS} FROM activity_stock WHERE campaign_id = ? ORDER BY sku_id FOR UPDATE`;
  return rows<ActivityUnits>(tx, sql, [campaignId]);
}

/** What is left of one SKU, locked; null when none of it was ever set apart. */
export async function lockLeft(
  tx: Tx,
  campaignId: string,
  skuId: string,
): Promise<ActivityUnits | null> {
  const [found] = await rows<ActivityUnits>(
    tx,
    `SELECT ${COLUMNS} FROM activity_stock WHERE campaign_id = ? AND sku_id = ? FOR UPDATE`,
    [campaignId, skuId],
  );
  return found ?? null;
}

/** Adds (or, negative, takes) units; false when there are not so many. */
export async function addUnits(
  tx: Tx,
  campaignId: string,
  { skuId, quantity }: Pick<ActivityMovement, 'skuId' | 'quantity'>,
): Promise<boolean> {
  const moved = await affected(
    tx,
    `UPDATE activity_stock SET stock = stock + ?
     WHERE campaign_id = ? AND sku_id = ? AND stock + ? >= 0`,
    [quantity, campaignId, skuId, quantity],
  );
  return moved === 1;
}

/** Takes units that were seen under a lock; were they not there, the row's CHECK would refuse. */
export async function takeLocked(
  tx: Tx,
  campaignId: string,
  { skuId, quantity }: Pick<ActivityMovement, 'skuId' | 'quantity'>,
): Promise<void> {
  await tx.query(
    'UPDATE activity_stock SET stock = stock - ? WHERE campaign_id = ? AND sku_id = ?',
    [quantity, campaignId, skuId],
  );
}

/** Units that come from the ordinary stock or, negative, go back to it. */
export async function addLaidOut(
  tx: Tx,
  campaignId: string,
  { skuId, quantity }: Pick<ActivityMovement, 'skuId' | 'quantity'>,
): Promise<void> {
  await tx.query(
    'INSERT IGNORE INTO activity_stock (campaign_id, sku_id, laid_out, stock) VALUES (?, ?, 0, 0)',
    [campaignId, skuId],
  );
  await tx.query(
    `UPDATE activity_stock SET laid_out = laid_out + ?, stock = stock + ?
     WHERE campaign_id = ? AND sku_id = ?`,
    [quantity, quantity, campaignId, skuId],
  );
}

export async function insertMovements(
  tx: Tx,
  movements: readonly ActivityMovement[],
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO activity_movement (reference_id, reason, campaign_id, sku_id, quantity, created_at)
     VALUES ?`,
    [
      movements.map((one) => [
        ...[one.referenceId, one.reason, one.campaignId, one.skuId, one.quantity, now],
      ]),
    ],
  );
}

/** What an order holds of activity stocks. */
export function heldBy(
  tx: Tx,
  orderId: string,
): Promise<Pick<ActivityMovement, 'campaignId' | 'skuId' | 'quantity'>[]> {
  return rows(
    tx,
    `SELECT campaign_id AS campaignId, sku_id AS skuId, -SUM(quantity) AS quantity
     FROM activity_movement WHERE reference_id = ? GROUP BY campaign_id, sku_id
     HAVING quantity > 0 ORDER BY campaign_id, sku_id`,
    [orderId],
  );
}

/** Campaigns that are over and still have units of their own, oldest end first. */
export function overWithUnits(
  db: Db,
  after: { id: string; dueAt: Date },
  now: Date,
  limit: number,
): Promise<{ id: string; dueAt: Date }[]> {
  return rows(
    db,
    `SELECT campaign.id, campaign.ends_at AS dueAt FROM campaign
     WHERE (campaign.state = 'ended' OR campaign.ends_at <= ?)
       AND EXISTS (SELECT 1 FROM activity_stock
         WHERE activity_stock.campaign_id = campaign.id AND activity_stock.stock > 0)
       AND (campaign.ends_at > ? OR (campaign.ends_at = ? AND campaign.id > ?))
     ORDER BY campaign.ends_at, campaign.id LIMIT ?`,
    [now, after.dueAt, after.dueAt, after.id, limit],
  );
}

/** Whether a campaign is over for good, or all its slots are. */
export async function isOver(db: Db, campaignId: string, now: Date): Promise<boolean> {
  const found = await rows(
    db,
    `SELECT 1 FROM campaign WHERE id = ? AND (state = 'ended' OR ends_at <= ?)`,
    [campaignId, now],
  );
  return found.length > 0;
}

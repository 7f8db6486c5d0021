import {
  assertMove,
  fen,
  statesBefore,
  USE_MOVES,
  type Fen,
  type OfferVerdict,
  type UseState,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';

/** One offer of one order. */
export interface PromotionUse {
  orderId: string;
  shopperId: string;
  id: string;
  /** Null for a member's benefit. */
  campaignId: string | null;
  couponId: string | null;
  kind: OfferVerdict['kind'];
  name: string;
  units: number;
  savedFen: Fen;
  /** What it took off the freight. */
  freightFen: Fen;
  state: UseState;
}

/** One of a campaign, which counts it. */
export type CampaignUse = PromotionUse & { campaignId: string };

export function ofCampaigns(uses: readonly PromotionUse[]): CampaignUse[] {
  return uses.filter((use): use is CampaignUse => use.campaignId !== null);
}

/** What an order that is about to be placed holds of an offer. */
export function useOf(
  verdict: OfferVerdict,
  { orderId, shopperId }: Pick<PromotionUse, 'orderId' | 'shopperId'>,
): PromotionUse {
  const { id, campaignId, couponId, kind, name, units, savedFen, freightFen } = verdict;
  return {
    ...{ orderId, shopperId, id, campaignId, couponId, kind, name },
    ...{ units, savedFen, freightFen, state: 'held' },
  };
}

const COLUMNS = `order_id AS orderId, shopper_id AS shopperId, offer_id AS id,
  campaign_id AS campaignId, coupon_id AS couponId, kind, name, uses AS units,
  saved_fen AS savedFen, freight_fen AS freightFen, state`;

export async function insertUses(tx: Tx, uses: readonly PromotionUse[], now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO promotion_use (order_id, shopper_id, offer_id, campaign_id, coupon_id, kind,
       name, uses, saved_fen, freight_fen, state, held_at) VALUES ?`,
    [
      uses.map((use) => [
        ...[use.orderId, use.shopperId, use.id, use.campaignId, use.couponId, use.kind],
        ...[use.name, use.units, use.savedFen, use.freightFen, use.state, now],
      ]),
    ],
  );
}

/** The offers of these orders. */
export async function usesOf(
  db: Pick<EntityManager, 'query'>,
  orderIds: readonly string[],
): Promise<PromotionUse[]> {
  if (orderIds.length === 0) return [];
  const sql = `SELECT ${COLUMNS} FROM promotion_use WHERE order_id IN (?) ORDER BY order_id, held_at`;
  const found = await rows<PromotionUse>(db, sql, [orderIds]);
  return found.map(typedUse);
}

/** What offers of these kinds took off this shopper's paid orders, freight included. */
export async function savedBy(
  db: Pick<EntityManager, 'query'>,
  shopperId: string,
  kinds: readonly PromotionUse['kind'][],
): Promise<Fen> {
  const [found] = await rows<{ savedFen: number }>(
    db,
    `SELECT COALESCE(SUM(saved_fen + freight_fen), 0) AS savedFen FROM promotion_use
     WHERE shopper_id = ? AND kind IN (?) AND state = 'used'`,
    [shopperId, kinds],
  );
  return fen(found?.savedFen ?? 0);
}

/** The offers of these orders that may go to `to`; locked. */
export async function lockUsesBefore(
  tx: Tx,
  orderIds: readonly string[],
  to: UseState,
): Promise<PromotionUse[]> {
  if (orderIds.length === 0) return [];
  const found = await rows<PromotionUse>(
    tx,
    `SELECT ${COLUMNS} FROM promotion_use WHERE order_id IN (?) AND state IN (?)
     ORDER BY order_id, offer_id FOR UPDATE`,
    [orderIds, statesBefore(USE_MOVES, to)],
  );
  return found.map(typedUse);
}

function typedUse(use: PromotionUse): PromotionUse {
  return { ...use, savedFen: fen(use.savedFen), freightFen: fen(use.freightFen) };
}

export async function moveUses(
  tx: Tx,
  uses: readonly Pick<PromotionUse, 'orderId' | 'id' | 'state'>[],
  to: UseState,
): Promise<void> {
  if (uses.length === 0) return;
  for (const { orderId, id, state } of uses) {
    assertMove(USE_MOVES, state, to, `offer ${id} of order ${orderId}`);
  }
  await tx.query('UPDATE promotion_use SET state = ? WHERE (order_id, offer_id) IN (?)', [
    to,
    uses.map((use) => [use.orderId, use.id]),
  ]);
}

import type { OpsPointsShopItem } from '@siyu/shared';
import { fen } from '../../../shared/src/money.js';
import { couponCampaign } from '../../factories/coupon.js';
import type { TestOperator } from '../../factories/operator.js';
import { earned, granted, held, setPoints, spending } from '../../factories/points.js';
import { aBuyer } from '../../factories/purchase.js';
import type { TestShop } from '../../factories/shop.js';

const NEVER = "'01M7P0000000000000000000ZZ'";
const LONG_AGO = "'2026-01-01'";

/** For each thing that must hold of points, one way to break it. */
export const POINTS_BREAKS: Readonly<Record<string, string>> = {
  'what is left in a lot of points is the sum of its moves': 'DELETE FROM point_lot_move',
  'active lots come to the active balance, or to nothing where it is below zero':
    "UPDATE point_lot SET points_left = points_left - 1 WHERE state = 'active' AND points_left > 0",
  'pending lots come to the pending balance':
    "UPDATE point_lot SET points_left = points_left - 1 WHERE state = 'pending'",
  'points held are those that orders hold':
    "UPDATE point_hold SET state = 'released' WHERE state = 'held'",
  'whoever has points in the ledger has lots of them': 'DELETE FROM point_lot',
  'a move of a lot is of an entry of the lot’s own shopper': `UPDATE point_lot_move
    SET entry_id = ${NEVER} LIMIT 1`,
  'an order keeps the points that what is left of it earns, expired ones aside':
    'UPDATE point_earning SET left_fen = left_fen + 1000',
  'what an order held is what its entry took of lots': 'UPDATE point_hold SET points = points + 1',
  'no more of an order’s points goes back than paid for it, and all with the last fen':
    'UPDATE point_give_back SET points = points + 1',
  'what of lots expired is what the ledger says expired':
    'UPDATE point_lot SET points_expired = points_expired + 1',
  'no points are stuck past the time at which they become active or expire': `UPDATE point_lot
    SET active_at = ${LONG_AGO}`,
  'an item of the points shop was redeemed as often as it says, each time for a coupon':
    'UPDATE points_redemption SET coupon_id = item_id',
  'point_lot is only in states that exist': "UPDATE point_lot SET state = 'gone-mad'",
  'point_hold is only in states that exist': "UPDATE point_hold SET state = 'gone-mad'",
};

/** Pending, active, held, spent and partly given back, and redeemed for a coupon. */
export async function pointsOfEveryKind(shop: TestShop, operator: TestOperator): Promise<void> {
  await setPoints(shop);
  const buyer = await aBuyer(shop);
  await earned(shop, buyer.id, 10_000);
  await granted(shop, buyer.id, 1_000);
  await held(shop, buyer.id, 100);
  const orderId = await held(shop, buyer.id, 200);
  await spending(shop, (points, tx) => points.capture(tx, [orderId]));
  await spending(shop, (points, tx) =>
    points.giveBack(tx, { orderId, refundId: orderId, amountFen: fen(50) }),
  );
  const { id: campaignId } = await couponCampaign(shop, operator);
  const input = { campaignId, points: 100, perPersonMax: 1, stock: 5, isOffered: true };
  const item = await operator.post<OpsPointsShopItem>('/ops/points/shop-items', input);
  await buyer.post('/shop/points/redemptions', { itemId: item.id, shownPoints: 100 });
}

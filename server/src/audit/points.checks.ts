import { overdueSince, type Check } from './check.js';

const balanceOf = (account: string) => `COALESCE((SELECT balance FROM ledger_balance
  WHERE ledger_balance.shopper_id = lots.shopper_id AND account = '${account}'), 0)`;
const EARNED = `(left_fen * points_per_yuan * multiplier_bps DIV 1000000)`;

/** Points lie in lots, and their lots come to what the ledger says. */
export const pointsChecks: readonly Check[] = [
  {
    name: 'what is left in a lot of points is the sum of its moves',
    sql: `SELECT point_lot.id, points_left, COALESCE(moved.points, 0) AS moved
      FROM point_lot LEFT JOIN (
        SELECT lot_id, SUM(points) AS points FROM point_lot_move GROUP BY lot_id) AS moved
        ON moved.lot_id = point_lot.id
      WHERE points_left <> COALESCE(moved.points, 0)`,
  },
  {
    name: 'active lots come to the active balance, or to nothing where it is below zero',
    sql: `SELECT lots.shopper_id, lots.points, ${balanceOf('points.active')} AS balance
      FROM (SELECT shopper_id, SUM(IF(state = 'pending', 0, points_left)) AS points
        FROM point_lot GROUP BY shopper_id) AS lots
      HAVING points <> GREATEST(0, balance)`,
  },
  {
    name: 'pending lots come to the pending balance',
    sql: `SELECT lots.shopper_id, lots.points, ${balanceOf('points.pending')} AS balance
      FROM (SELECT shopper_id, SUM(IF(state = 'pending', points_left, 0)) AS points
        FROM point_lot GROUP BY shopper_id) AS lots
      HAVING points <> balance`,
  },
  {
    name: 'points held are those that orders hold',
    sql: `SELECT lots.shopper_id, lots.points, ${balanceOf('points.held')} AS balance
      FROM (SELECT shopper_id, SUM(IF(state = 'held', points, 0)) AS points
        FROM point_hold GROUP BY shopper_id) AS lots
      HAVING points <> balance`,
  },
  {
    name: 'whoever has points in the ledger has lots of them',
    sql: `SELECT shopper_id, account, balance FROM ledger_balance
      WHERE account IN ('points.active', 'points.pending') AND balance > 0
        AND shopper_id NOT IN (SELECT shopper_id FROM point_lot)`,
  },
  {
    name: 'a move of a lot is of an entry of the lot’s own shopper',
    sql: `SELECT lot_id, entry_id FROM point_lot_move
      LEFT JOIN point_lot ON point_lot.id = lot_id
      LEFT JOIN ledger_entry ON ledger_entry.id = entry_id
      WHERE NOT (point_lot.shopper_id <=> ledger_entry.shopper_id)`,
  },
  {
    name: 'an order keeps the points that what is left of it earns, expired ones aside',
    sql: `SELECT order_id, given, taken_back, ${EARNED} AS earned FROM point_earning
      JOIN point_lot ON point_lot.id = lot_id
      WHERE given - taken_back < ${EARNED} OR given - taken_back > ${EARNED} + points_expired`,
  },
  {
    name: 'what an order held is what its entry took of lots',
    sql: `SELECT order_id, point_hold.points, COALESCE(SUM(point_lot_move.points), 0) AS moved
      FROM point_hold LEFT JOIN point_lot_move
        ON point_lot_move.entry_id = point_hold.entry_id
      GROUP BY order_id, point_hold.points HAVING point_hold.points <> -moved`,
  },
  {
    name: 'no more of an order’s points goes back than paid for it, and all with the last fen',
    sql: `SELECT point_hold.order_id, point_hold.amount_fen, back.amount_fen AS back_fen
      FROM point_hold JOIN (SELECT order_id, SUM(amount_fen) AS amount_fen, SUM(points) AS points
        FROM point_give_back GROUP BY order_id) AS back ON back.order_id = point_hold.order_id
      WHERE back.amount_fen > point_hold.amount_fen OR point_hold.state <> 'captured'
        OR back.points <> point_hold.points * back.amount_fen DIV point_hold.amount_fen`,
  },
  {
    name: 'what of lots expired is what the ledger says expired',
    sql: `SELECT lots.shopper_id, lots.points, COALESCE(gone.points, 0) AS posted
      FROM (SELECT shopper_id, SUM(points_expired) AS points
        FROM point_lot GROUP BY shopper_id) AS lots
      LEFT JOIN (SELECT entry.shopper_id, SUM(posting.amount) AS points
        FROM ledger_entry AS entry JOIN ledger_posting AS posting
          ON posting.entry_id = entry.id AND posting.account = 'shop.points-expired'
        GROUP BY entry.shopper_id) AS gone ON gone.shopper_id = lots.shopper_id
      WHERE lots.points <> COALESCE(gone.points, 0)`,
  },
  {
    name: 'no points are stuck past the time at which they become active or expire',
    sql: `SELECT id, state, active_at, expires_at FROM point_lot
      WHERE (state = 'pending' AND active_at < ?) OR (state = 'active' AND expires_at < ?)
        OR (state = 'over' AND points_left > 0)`,
    parameters: (now) => [overdueSince(now), overdueSince(now)],
  },
  {
    name: 'an item of the points shop was redeemed as often as it says, each time for a coupon',
    sql: `SELECT item.id, item.redeemed, COUNT(coupon.id) AS coupons
      FROM points_shop_item AS item
      LEFT JOIN points_redemption AS redemption ON redemption.item_id = item.id
      LEFT JOIN coupon ON coupon.id = redemption.coupon_id
        AND coupon.shopper_id = redemption.shopper_id
      GROUP BY item.id, item.redeemed HAVING item.redeemed <> coupons`,
  },
];

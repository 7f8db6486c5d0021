import { assert, mayMovePointHold, sumFen, type Fen, type PointHoldState } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../../platform/transaction.js';

/** Points an order is paid with. */
export interface HoldRow {
  orderId: string;
  shopperId: string;
  state: PointHoldState;
  points: number;
  /** What they pay. */
  amountFen: Fen;
  /** Again after a late payment. */
  timesHeld: number;
  /** The entry that holds them, whose moves name the lots. */
  entryId: string;
}

const COLUMNS = `order_id AS orderId, shopper_id AS shopperId, state, points,
  amount_fen AS amountFen, times_held AS timesHeld, entry_id AS entryId`;

export async function findHold(
  db: Pick<EntityManager, 'query'>,
  orderId: string,
): Promise<HoldRow | null> {
  const sql = `SELECT ${COLUMNS} FROM point_hold WHERE order_id = ?`;
  return (await rows<HoldRow>(db, sql, [orderId]))[0] ?? null;
}

/** Locks the holds of these orders, in the order of their ids. */
export function lockHolds(tx: Tx, orderIds: readonly string[]): Promise<HoldRow[]> {
  const sql = `SELECT ${COLUMNS} FROM point_hold WHERE order_id IN (?)
    ORDER BY order_id FOR UPDATE`;
  return rows<HoldRow>(tx, sql, [orderIds]);
}

export async function insertHold(tx: Tx, hold: HoldRow): Promise<void> {
  await tx.query(
    `INSERT INTO point_hold (order_id, shopper_id, state, points, amount_fen, times_held,
       entry_id) VALUES (?)`,
    [
      [
        ...[hold.orderId, hold.shopperId, hold.state, hold.points, hold.amountFen],
        ...[hold.timesHeld, hold.entryId],
      ],
    ],
  );
}

/** Moves locked holds on. */
export async function moveHolds(
  tx: Tx,
  holds: readonly HoldRow[],
  to: PointHoldState,
): Promise<void> {
  for (const { state, orderId } of holds) {
    assert(mayMovePointHold(state, to), `points of ${orderId} may not go from ${state} to ${to}`);
  }
  const ids = holds.map(({ orderId }) => orderId);
  await tx.query('UPDATE point_hold SET state = ? WHERE order_id IN (?)', [to, ids]);
}

/** Notes which entry holds the points now. */
export async function noteHeldAgain(tx: Tx, orderId: string, entryId: string): Promise<void> {
  await tx.query(
    'UPDATE point_hold SET times_held = times_held + 1, entry_id = ? WHERE order_id = ?',
    [entryId, orderId],
  );
}

export interface GivenBack {
  backFen: Fen;
  backPoints: number;
  /** Whether this refund has brought back its part. */
  isKnown: boolean;
}

/** What went back so far of what an order paid by points. */
export async function givenBack(tx: Tx, orderId: string, refundId: string): Promise<GivenBack> {
  const found = await rows<{ refundId: string; amountFen: Fen; points: number }>(
    tx,
    `SELECT refund_id AS refundId, amount_fen AS amountFen, points FROM point_give_back
     WHERE order_id = ?`,
    [orderId],
  );
  return {
    backFen: sumFen(found.map((one) => one.amountFen)),
    backPoints: found.reduce((sum, one) => sum + one.points, 0),
    isKnown: found.some((one) => one.refundId === refundId),
  };
}

export async function insertGiveBack(
  tx: Tx,
  one: { refundId: string; orderId: string; amountFen: Fen; points: number },
): Promise<void> {
  await tx.query(
    'INSERT INTO point_give_back (refund_id, order_id, amount_fen, points) VALUES (?)',
    [[one.refundId, one.orderId, one.amountFen, one.points]],
  );
}

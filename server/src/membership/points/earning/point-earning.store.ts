import { assert, type Fen } from '@siyu/shared';
import { rows, type Tx } from '../../../platform/transaction.js';

/** What a purchase gave; without a lot nothing (yet). */
export interface EarningRow {
  leftFen: Fen;
  lotId: string | null;
  pointsPerYuan: number;
  multiplierBps: number;
  given: number;
  takenBack: number;
}

/** Notes what is left of an order; news may come late, and the least is the latest. */
export async function noteLeft(
  tx: Tx,
  { orderId, shopperId, leftFen }: { orderId: string; shopperId: string; leftFen: Fen },
): Promise<EarningRow> {
  await tx.query(
    `INSERT INTO point_earning (order_id, shopper_id, left_fen) VALUES (?, ?, ?)
     ON DUPLICATE KEY UPDATE left_fen = LEAST(left_fen, VALUES(left_fen))`,
    [orderId, shopperId, leftFen],
  );
  const [found] = await rows<EarningRow>(
    tx,
    `SELECT left_fen AS leftFen, lot_id AS lotId, points_per_yuan AS pointsPerYuan,
       multiplier_bps AS multiplierBps, given, taken_back AS takenBack
     FROM point_earning WHERE order_id = ?`,
    [orderId],
  );
  assert(found, `no earning of ${orderId}`);
  return found;
}

/** Notes what an order gave, and by which rate. */
export async function noteGiven(
  tx: Tx,
  orderId: string,
  given: Pick<EarningRow, 'lotId' | 'pointsPerYuan' | 'multiplierBps' | 'given'>,
): Promise<void> {
  await tx.query(
    `UPDATE point_earning SET lot_id = ?, points_per_yuan = ?, multiplier_bps = ?, given = ?
     WHERE order_id = ?`,
    [given.lotId, given.pointsPerYuan, given.multiplierBps, given.given, orderId],
  );
}

export async function noteTakenBack(tx: Tx, orderId: string, points: number): Promise<void> {
  const sql = 'UPDATE point_earning SET taken_back = taken_back + ? WHERE order_id = ?';
  await tx.query(sql, [points, orderId]);
}

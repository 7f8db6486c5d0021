import {
  assertMove,
  COMMISSION_MOVES,
  fen,
  type CommissionLevel,
  type CommissionState,
  type Fen,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../../platform/transaction.js';
import { where, type Condition } from '../../platform/where.js';

type Reader = Pick<EntityManager, 'query'>;

/** What one promoter has of one order. */
export interface ShareRow {
  orderId: string;
  level: CommissionLevel;
  promoterId: string;
  buyerId: string;
  ruleVersion: number;
  state: CommissionState;
  givenFen: Fen;
  leftFen: Fen;
  /** How often it was posted; with its key, the business key of the next posting. */
  step: number;
  paidAt: Date;
  settleAt: Date | null;
  frozenFor: string | null;
}

/** What a line of an order gave one level. */
export interface CommissionRow {
  lineId: string;
  level: CommissionLevel;
  orderId: string;
  rateBps: number;
  countedFen: Fen;
  commissionFen: Fen;
}

const COLUMNS = `order_id AS orderId, level, promoter_id AS promoterId, buyer_id AS buyerId,
  rule_version AS ruleVersion, state, given_fen AS givenFen, left_fen AS leftFen, step,
  paid_at AS paidAt, settle_at AS settleAt, frozen_for AS frozenFor`;

/** False when the order has given this level something before. */
export async function insertShare(tx: Tx, share: ShareRow): Promise<boolean> {
  const added = await affected(
    tx,
    `INSERT IGNORE INTO commission_share (order_id, level, promoter_id, buyer_id, rule_version,
       state, given_fen, left_fen, step, paid_at) VALUES (?)`,
    [
      [
        ...[share.orderId, share.level, share.promoterId, share.buyerId, share.ruleVersion],
        ...[share.state, share.givenFen, share.leftFen, share.step, share.paidAt],
      ],
    ],
  );
  return added > 0;
}

export async function insertCommissions(tx: Tx, lines: readonly CommissionRow[]): Promise<void> {
  await tx.query(
    `INSERT INTO commission (order_line_id, level, order_id, rate_bps, counted_fen, commission_fen)
     VALUES ?`,
    [
      lines.map((one) => [
        ...[one.lineId, one.level, one.orderId, one.rateBps, one.countedFen, one.commissionFen],
      ]),
    ],
  );
}

/** Those of these orders, unlocked: to know whose locks come first. */
export function sharesOf(db: Reader, orderIds: readonly string[]): Promise<ShareRow[]> {
  return found(db, 'WHERE order_id IN (?)', [orderIds]);
}

/** Those of an order, locked; whoever asks holds the locks of their promoters. */
export function lockShares(tx: Tx, orderId: string): Promise<ShareRow[]> {
  return found(tx, 'WHERE order_id = ? ORDER BY level FOR UPDATE', [orderId]);
}

/** Those of a promoter that may still be settled, the first by id. */
export function estimatedOf(db: Reader, promoterId: string): Promise<ShareRow[]> {
  return found(db, "WHERE promoter_id = ? AND state = 'estimated' ORDER BY order_id", [promoterId]);
}

/** Orders of a buyer that gave this promoter something which is not void. */
export async function ordersOfPair(
  db: Reader,
  { buyerId, promoterId }: Pick<ShareRow, 'buyerId' | 'promoterId'>,
): Promise<string[]> {
  const all = await rows<{ orderId: string }>(
    db,
    `SELECT order_id AS orderId FROM commission_share
     WHERE promoter_id = ? AND buyer_id = ? AND state <> 'void' ORDER BY order_id`,
    [promoterId, buyerId],
  );
  return all.map(({ orderId }) => orderId);
}

/** Those that fit, newest order first. */
export function sharesWhere(
  db: Reader,
  conditions: readonly Condition[],
  limit: number,
): Promise<ShareRow[]> {
  const { clause, parameters } = where(conditions);
  return found(db, `${clause} ORDER BY order_id DESC, level LIMIT ?`, [...parameters, limit]);
}

/** Moves a locked share on. An illegal move is a bug, the caller has asked the state before. */
export async function updateShare(
  tx: Tx,
  share: ShareRow,
  next: Pick<ShareRow, 'state' | 'leftFen' | 'frozenFor'>,
): Promise<void> {
  const { orderId, level, state } = share;
  if (next.state !== state) {
    assertMove(COMMISSION_MOVES, state, next.state, `commission of ${orderId}`);
  }
  await tx.query(
    `UPDATE commission_share SET state = ?, left_fen = ?, frozen_for = ?, step = ?
     WHERE order_id = ? AND level = ?`,
    [next.state, next.leftFen, next.frozenFor, share.step + 1, orderId, level],
  );
}

export async function setSettleAt(tx: Tx, share: ShareRow, at: Date): Promise<void> {
  const sql = 'UPDATE commission_share SET settle_at = ? WHERE order_id = ? AND level = ?';
  await tx.query(sql, [at, share.orderId, share.level]);
}

/** What the lines of an order gave. */
export async function commissionsOf(db: Reader, orderId: string): Promise<CommissionRow[]> {
  const all = await rows<CommissionRow>(
    db,
    `SELECT order_line_id AS lineId, level, order_id AS orderId, rate_bps AS rateBps,
       counted_fen AS countedFen, commission_fen AS commissionFen
     FROM commission WHERE order_id = ?`,
    [orderId],
  );
  return all.map((one) => ({
    ...one,
    countedFen: fen(one.countedFen),
    commissionFen: fen(one.commissionFen),
  }));
}

async function found(db: Reader, rest: string, values: unknown[]): Promise<ShareRow[]> {
  const all = await rows<ShareRow>(db, `SELECT ${COLUMNS} FROM commission_share ${rest}`, values);
  return all.map((one) => ({ ...one, givenFen: fen(one.givenFen), leftFen: fen(one.leftFen) }));
}

import {
  AFTER_SALE_MOVES,
  assertMove,
  fen,
  type AfterSaleKind,
  type AfterSaleReason,
  type AfterSaleState,
  type Fen,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import type { Due } from '../platform/due-sweep.js';
import { rows, type Tx } from '../platform/transaction.js';
import { where, type Condition } from '../platform/where.js';

export interface AfterSaleRow {
  id: string;
  orderId: string;
  shopperId: string;
  operatorId: string | null;
  /** Whether the shop gave it back by itself: an operator, or what it promised. */
  unasked: boolean;
  kind: AfterSaleKind;
  state: AfterSaleState;
  reason: AfterSaleReason;
  description: string;
  pictureIds: string[];
  /** Goods and freight together. */
  refundFen: Fen;
  freightRefundFen: Fen;
  refundId: string | null;
  answer: string;
  returnAddress: string | null;
  returnCompany: string | null;
  returnTrackingNo: string | null;
  /** What sending it back cost, as the shopper says, and what of it a benefit pays; or null. */
  returnFreightStatedFen: Fen | null;
  returnFreightFen: Fen | null;
  returnFreightBenefitId: string | null;
  /** Where it is recorded that principal was paid by other means, the account being deleted. */
  offlineReference: string | null;
  deadlineAt: Date | null;
  requestedAt: Date;
  answeredAt: Date | null;
  refundedAt: Date | null;
}

const COLUMNS = `id, order_id AS orderId, shopper_id AS shopperId, operator_id AS operatorId, unasked,
  kind, state, reason, description, picture_ids AS pictureIds, refund_fen AS refundFen,
  freight_refund_fen AS freightRefundFen, refund_id AS refundId, answer,
  return_address AS returnAddress, return_company AS returnCompany,
  return_tracking_no AS returnTrackingNo,
  return_freight_stated_fen AS returnFreightStatedFen, return_freight_fen AS returnFreightFen,
  return_freight_benefit_id AS returnFreightBenefitId,
  offline_reference AS offlineReference,
  deadline_at AS deadlineAt, requested_at AS requestedAt,
  answered_at AS answeredAt, refunded_at AS refundedAt`;

type Reader = Pick<EntityManager, 'query'>;
/** What may change after the request; a column a name. */
type Changes = Partial<
  Pick<
    AfterSaleRow,
    | 'refundFen'
    | 'freightRefundFen'
    | 'refundId'
    | 'answer'
    | 'returnAddress'
    | 'returnCompany'
    | 'returnTrackingNo'
    | 'returnFreightStatedFen'
    | 'returnFreightFen'
    | 'returnFreightBenefitId'
    | 'offlineReference'
    | 'deadlineAt'
    | 'answeredAt'
    | 'refundedAt'
  >
>;

export type NewAfterSale = Pick<
  AfterSaleRow,
  | 'id'
  | 'orderId'
  | 'shopperId'
  | 'operatorId'
  | 'unasked'
  | 'kind'
  | 'reason'
  | 'description'
  | 'pictureIds'
  | 'refundFen'
  | 'freightRefundFen'
  | 'deadlineAt'
  | 'requestedAt'
>;

export async function insertAfterSale(tx: Tx, one: NewAfterSale): Promise<void> {
  await tx.query(
    `INSERT INTO after_sale (id, order_id, shopper_id, operator_id, unasked, kind, state,
       reason, description, picture_ids, refund_fen, freight_refund_fen, deadline_at, requested_at)
     VALUES (?, ?, ?, ?, ?, ?, 'requested', ?, ?, ?, ?, ?, ?, ?)`,
    [
      one.id,
      one.orderId,
      one.shopperId,
      one.operatorId,
      Number(one.unasked),
      one.kind,
      one.reason,
      one.description,
      JSON.stringify(one.pictureIds),
      one.refundFen,
      one.freightRefundFen,
      one.deadlineAt,
      one.requestedAt,
    ],
  );
}

export async function findAfterSale(db: Reader, id: string): Promise<AfterSaleRow | null> {
  const [found] = await afterSalesWhere(db, [['id = ?', id]], 1);
  return found ?? null;
}

/** Locks an after-sale whose order is locked already: the order always comes first. */
export async function lockAfterSale(tx: Tx, id: string): Promise<AfterSaleRow | null> {
  const sql = `SELECT ${COLUMNS} FROM after_sale WHERE id = ? FOR UPDATE`;
  const [found] = await rows<AfterSaleRow>(tx, sql, [id]);
  return found ? typed(found) : null;
}

/** After-sales that meet every condition with a value, newest first. */
export async function afterSalesWhere(
  db: Reader,
  conditions: readonly Condition[],
  limit: number,
): Promise<AfterSaleRow[]> {
  const { clause, parameters } = where(conditions);
  const sql = `SELECT ${COLUMNS} FROM after_sale ${clause} ORDER BY id DESC LIMIT ?`;
  return (await rows<AfterSaleRow>(db, sql, [...parameters, limit])).map(typed);
}

/**
 * What benefits pay for sending goods back, of uses from one instant to just before another; of
 * after-sales in these states.
 */
export async function returnFreightSince(
  db: Reader,
  asked: { shopperId: string; benefitIds: readonly string[]; from: Date; until: Date },
  states: readonly AfterSaleState[],
): Promise<Fen> {
  const [found] = await rows<{ paidFen: string | null }>(
    db,
    `SELECT SUM(return_freight_fen) AS paidFen FROM after_sale
       JOIN benefit_use AS used ON used.kind = 'return-freight' AND used.reference = after_sale.id
     WHERE after_sale.shopper_id = ? AND return_freight_benefit_id IN (?) AND state IN (?)
       AND used_at >= ? AND used_at < ?`,
    [asked.shopperId, asked.benefitIds, states, asked.from, asked.until],
  );
  return fen(Number(found?.paidFen ?? 0));
}

/** After-sales whose deadline has passed, the longest overdue first, from the one after `after`. */
export function dueAfterSales(db: Reader, now: Date, after: Due, limit: number): Promise<Due[]> {
  return rows<Due>(
    db,
    `SELECT id, deadline_at AS dueAt FROM after_sale
     WHERE deadline_at <= ? AND deadline_at >= ? AND (deadline_at > ? OR id > ?)
     ORDER BY deadline_at, id LIMIT ?`,
    [now, after.dueAt, after.dueAt, after.id, limit],
  );
}

/** Moves a locked after-sale on; an illegal move is a bug, the caller has asked the state before. */
export async function moveAfterSale(
  tx: Tx,
  afterSale: AfterSaleRow,
  to: AfterSaleState,
  changes: Changes,
): Promise<void> {
  assertMove(AFTER_SALE_MOVES, afterSale.state, to, `after-sale ${afterSale.id}`);
  await write(tx, afterSale.id, { state: to, deadlineAt: null, ...changes });
}

/** Writes facts that come without a move. */
export function writeAfterSale(tx: Tx, id: string, changes: Changes): Promise<void> {
  return write(tx, id, changes);
}

async function write(
  tx: Tx,
  id: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const names = Object.keys(changes);
  await tx.query(
    `UPDATE after_sale SET ${names.map((name) => `${columnOf(name)} = ?`).join(', ')} WHERE id = ?`,
    [...Object.values(changes), id],
  );
}

export async function countOpenAfterSales(
  db: Reader,
  shopperId: string,
  open: readonly AfterSaleState[],
): Promise<number> {
  const [found] = await rows<{ count: number }>(
    db,
    'SELECT COUNT(*) AS count FROM after_sale WHERE shopper_id = ? AND state IN (?)',
    [shopperId, open],
  );
  return found?.count ?? 0;
}

function columnOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function typed(row: AfterSaleRow): AfterSaleRow {
  const pictureIds: unknown =
    typeof row.pictureIds === 'string' ? JSON.parse(row.pictureIds) : row.pictureIds;
  return {
    ...row,
    unasked: Boolean(row.unasked),
    pictureIds: pictureIds as string[],
    refundFen: fen(row.refundFen),
    freightRefundFen: fen(row.freightRefundFen),
    returnFreightStatedFen: maybeFen(row.returnFreightStatedFen),
    returnFreightFen: maybeFen(row.returnFreightFen),
  };
}

function maybeFen(value: number | null): Fen | null {
  return value === null ? null : fen(value);
}

import {
  assertMove,
  fen,
  ORDER_MOVES,
  type Address,
  type Fen,
  type OrderCounts,
  type OrderState,
  type StateWhenPaid,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../platform/transaction.js';
import { where, type Condition } from '../platform/where.js';

export type CloseReason = 'cancelled' | 'expired' | 'refunded';
export type Destination = Omit<Address, 'id' | 'isDefault'>;

export interface OrderRow {
  id: string;
  shopperId: string;
  state: OrderState;
  /** Set as soon as closing begins; the state follows when WeChat has closed. */
  closeReason: CloseReason | null;
  inputHash: string;
  goodsFen: Fen;
  discountFen: Fen;
  freightFen: Fen;
  totalFen: Fen;
  refundedFen: Fen;
  /** What of the total points and balance pay; WeChat the rest. */
  pointsFen: Fen;
  balanceFen: Fen;
  paymentId: string;
  address: Destination;
  remark: string;
  opsRemark: string;
  payBy: Date;
  placedAt: Date;
  /** Where it goes once it is paid, decided when it is placed. */
  stateWhenPaid: StateWhenPaid;
  paidAt: Date | null;
  shippedAt: Date | null;
  completedAt: Date | null;
  closedAt: Date | null;
  autoCompleteAt: Date | null;
  afterSaleUntil: Date | null;
}

const COLUMNS = `id, shopper_id AS shopperId, state, close_reason AS closeReason,
  input_hash AS inputHash, goods_fen AS goodsFen, discount_fen AS discountFen,
  freight_fen AS freightFen, total_fen AS totalFen, refunded_fen AS refundedFen,
  points_fen AS pointsFen, balance_fen AS balanceFen,
  payment_id AS paymentId, address, remark, ops_remark AS opsRemark, pay_by AS payBy,
  placed_at AS placedAt, state_when_paid AS stateWhenPaid, paid_at AS paidAt,
  shipped_at AS shippedAt, completed_at AS completedAt,
  closed_at AS closedAt, auto_complete_at AS autoCompleteAt, after_sale_until AS afterSaleUntil`;

type Reader = Pick<EntityManager, 'query'>;

/** The orders placed under these keys, each by its shopper and key. */
export async function ordersByKeys(
  db: Reader,
  asked: readonly { shopperId: string; key: string }[],
): Promise<(OrderRow & { idempotencyKey: string })[]> {
  if (asked.length === 0) return [];
  const each = `SELECT ${COLUMNS}, idempotency_key AS idempotencyKey FROM orders
    WHERE shopper_id = ? AND idempotency_key = ?`;
  const found = await rows<OrderRow & { idempotencyKey: string }>(
    db,
    asked.map(() => each).join(' UNION ALL '),
    asked.flatMap(({ shopperId, key }) => [shopperId, key]),
  );
  return found.map((row) => ({ ...row, ...typedOrder(row) }));
}

export async function findOrder(db: Reader, id: string): Promise<OrderRow | null> {
  const [found] = await rows<OrderRow>(db, `SELECT ${COLUMNS} FROM orders WHERE id = ?`, [id]);
  return found ? typedOrder(found) : null;
}

export async function lockOrder(tx: Tx, id: string): Promise<OrderRow | null> {
  const sql = `SELECT ${COLUMNS} FROM orders WHERE id = ? FOR UPDATE`;
  const [found] = await rows<OrderRow>(tx, sql, [id]);
  return found ? typedOrder(found) : null;
}

export async function orderByKey(
  db: Reader,
  shopperId: string,
  idempotencyKey: string,
): Promise<OrderRow | null> {
  const [found] = await rows<OrderRow>(
    db,
    `SELECT ${COLUMNS} FROM orders WHERE shopper_id = ? AND idempotency_key = ?`,
    [shopperId, idempotencyKey],
  );
  return found ? typedOrder(found) : null;
}

/** A shopper's orders, newest first, from the one before `cursor` on. */
export async function ordersOf(
  db: Reader,
  shopperId: string,
  page: { state?: OrderState | undefined; cursor?: string | undefined; limit: number },
): Promise<OrderRow[]> {
  const conditions: Condition[] = [
    ['shopper_id = ?', shopperId],
    ['state = ?', page.state],
    ['id < ?', page.cursor],
  ];
  return ordersWhere(db, conditions, page.limit);
}

/** Orders that meet every condition with a value, newest first. */
export async function ordersWhere(
  db: Reader,
  conditions: readonly Condition[],
  limit: number,
): Promise<OrderRow[]> {
  const { clause, parameters } = where(conditions);
  const sql = `SELECT ${COLUMNS} FROM orders ${clause} ORDER BY id DESC LIMIT ?`;
  const found = await rows<OrderRow>(db, sql, [...parameters, limit]);
  return found.map(typedOrder);
}

/** Moves a locked order on and writes what belongs to the move. */
export async function moveOrder(
  tx: Tx,
  order: OrderRow,
  to: OrderState,
  facts: Partial<
    Pick<
      OrderRow,
      | 'paidAt'
      | 'shippedAt'
      | 'completedAt'
      | 'closedAt'
      | 'autoCompleteAt'
      | 'afterSaleUntil'
      | 'closeReason'
    >
  >,
): Promise<void> {
  assertMove(ORDER_MOVES, order.state, to, `order ${order.id}`);
  const columns: Record<string, unknown> = { state: to };
  for (const [name, value] of Object.entries(facts)) columns[columnOf(name)] = value;
  const names = Object.keys(columns);
  await tx.query(
    `UPDATE orders SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
    [...Object.values(columns), order.id],
  );
}

/** Moves those of these orders that stand in `from` together; how many there were. */
export function moveOrders(
  tx: Tx,
  orderIds: readonly string[],
  from: OrderState,
  to: OrderState,
): Promise<number> {
  assertMove(ORDER_MOVES, from, to, 'an order');
  const sql = 'UPDATE orders SET state = ? WHERE id IN (?) AND state = ?';
  return affected(tx, sql, [to, orderIds, from]);
}

function columnOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function typedOrder(row: OrderRow): OrderRow {
  const address: unknown = typeof row.address === 'string' ? JSON.parse(row.address) : row.address;
  return {
    ...row,
    address: address as Destination,
    goodsFen: fen(row.goodsFen),
    discountFen: fen(row.discountFen),
    freightFen: fen(row.freightFen),
    totalFen: fen(row.totalFen),
    refundedFen: fen(row.refundedFen),
    pointsFen: fen(row.pointsFen),
    balanceFen: fen(row.balanceFen),
  };
}

/** Orders per state that waits for someone. */
export async function orderCounts(
  db: Reader,
  shopperId: string,
): Promise<Omit<OrderCounts, 'afterSale'>> {
  const [found] = await rows<Omit<OrderCounts, 'afterSale'>>(
    db,
    `SELECT COALESCE(SUM(state = 'awaiting-payment'), 0) AS awaitingPayment,
       COALESCE(SUM(state = 'to-ship'), 0) AS toShip,
       COALESCE(SUM(state = 'shipped'), 0) AS toReceive
     FROM orders
     WHERE shopper_id = ? AND state IN ('awaiting-payment', 'to-ship', 'shipped')`,
    [shopperId],
  );
  return found ?? { awaitingPayment: 0, toShip: 0, toReceive: 0 };
}

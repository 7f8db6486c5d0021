import { assertMove, SEAT_MOVES, type SeatState } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { isDuplicate, rows, type Tx } from '../../platform/transaction.js';
import { Refusal } from '../../platform/refusal.js';
import { TEAM_COLUMNS, typed, type TeamRow } from './team.store.js';

/** A place in a team, by the order that took it. */
export interface SeatRow {
  orderId: string;
  teamId: string;
  shopperId: string;
  state: SeatState;
  paidAt: Date | null;
  /** When its order went back whole; a team that has succeeded stays as it is. */
  returnedAt: Date | null;
}

type Db = Pick<EntityManager, 'query'>;

const COLUMNS = `order_id AS orderId, team_id AS teamId, shopper_id AS shopperId, state,
  paid_at AS paidAt, returned_at AS returnedAt`;

/** @throws Refusal GROUP_ALREADY_JOINED: a shopper sits in a team once, whichever phone asks */
export async function insertSeat(tx: Tx, seat: SeatRow): Promise<void> {
  const { orderId, teamId, shopperId, state, paidAt } = seat;
  try {
    await tx.query(
      `INSERT INTO team_seat (order_id, team_id, shopper_id, state, taken, paid_at)
       VALUES (?, ?, ?, ?, 1, ?)`,
      [orderId, teamId, shopperId, state, paidAt],
    );
  } catch (error) {
    if (isDuplicate(error)) throw new Refusal('GROUP_ALREADY_JOINED', { teamId });
    throw error;
  }
}

/** Moves a seat on, into another team too, and writes what belongs to the move. */
export async function moveSeat(
  tx: Tx,
  seat: SeatRow,
  to: SeatState,
  facts: Partial<Pick<SeatRow, 'teamId' | 'paidAt' | 'returnedAt'>>,
): Promise<void> {
  assertMove(SEAT_MOVES, seat.state, to, `the seat of order ${seat.orderId}`);
  const { orderId, teamId, paidAt, returnedAt } = { ...seat, ...facts };
  await tx.query(
    `UPDATE team_seat SET team_id = ?, state = ?, taken = ?, paid_at = ?, returned_at = ?
     WHERE order_id = ?`,
    [teamId, to, to === 'freed' ? null : 1, paidAt, returnedAt, orderId],
  );
}

/** Notes that the order of a seat went back whole, which moves no seat of a team that is over. */
export async function noteReturned(tx: Tx, { orderId }: SeatRow, at: Date): Promise<void> {
  await tx.query('UPDATE team_seat SET returned_at = ? WHERE order_id = ?', [at, orderId]);
}

/** The seats of these orders; read without a lock, the team's lock is theirs. */
export async function seatsOfOrders(db: Db, orderIds: readonly string[]): Promise<SeatRow[]> {
  if (orderIds.length === 0) return [];
  const sql = `SELECT ${COLUMNS} FROM team_seat WHERE order_id IN (?) ORDER BY team_id, order_id`;
  return rows<SeatRow>(db, sql, [orderIds]);
}

/** Every seat of a team, freed ones too, in the order they were paid. */
export function seatsOfTeam(db: Db, teamId: string): Promise<SeatRow[]> {
  return rows<SeatRow>(
    db,
    `SELECT ${COLUMNS} FROM team_seat WHERE team_id = ?
     ORDER BY paid_at IS NULL, paid_at, order_id`,
    [teamId],
  );
}

/** Seats of a team that are taken, in the order they were paid; unpaid ones last. */
export function takenSeats(db: Db, teamId: string): Promise<SeatRow[]> {
  return rows<SeatRow>(
    db,
    `SELECT ${COLUMNS} FROM team_seat WHERE team_id = ? AND taken = 1
     ORDER BY paid_at IS NULL, paid_at, order_id`,
    [teamId],
  );
}

/** Whether this shopper sits in the team now. */
export async function isSeated(db: Db, teamId: string, shopperId: string): Promise<boolean> {
  const found = await rows(
    db,
    'SELECT 1 FROM team_seat WHERE team_id = ? AND shopper_id = ? AND taken = 1',
    [teamId, shopperId],
  );
  return found.length > 0;
}

/** A seat with its team. */
export type SeatedTeam = TeamRow & Pick<SeatRow, 'orderId'> & { seat: SeatState };

/** A shopper's teams, by the newest order first, from the one before `cursor` on. */
export async function teamsOfShopper(
  db: Db,
  shopperId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<SeatedTeam[]> {
  const found = await rows<SeatedTeam>(
    db,
    `SELECT ${TEAM_COLUMNS}, seat.order_id AS orderId, seat.state AS seat
     FROM team_seat AS seat JOIN team ON team.id = seat.team_id
     WHERE seat.shopper_id = ? AND seat.order_id < ?
     ORDER BY seat.order_id DESC LIMIT ?`,
    [shopperId, page.cursor ?? '~', page.limit],
  );
  return found.map(typed);
}

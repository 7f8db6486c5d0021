import {
  assertMove,
  fen,
  HOLD_MOVES,
  type Fen,
  type HoldState,
  type WalletAmount,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../platform/transaction.js';

/** The part of an order that its shopper pays by balance. */
export interface Hold {
  orderId: string;
  shopperId: string;
  state: HoldState;
  amountFen: Fen;
  principalFen: Fen;
  bonusFen: Fen;
  givenBackFen: Fen;
  /** How often it has held. */
  holds: number;
}

/** @throws of the driver when the order has one, see `isDuplicate` */
export async function insertHold(
  tx: Tx,
  hold: Pick<Hold, 'orderId' | 'shopperId' | 'amountFen'> & WalletAmount,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO wallet_hold (order_id, shopper_id, state, amount_fen, principal_fen, bonus_fen,
       held_at) VALUES (?)`,
    [
      [
        ...[hold.orderId, hold.shopperId, 'held', hold.amountFen],
        ...[hold.principalFen, hold.bonusFen, now],
      ],
    ],
  );
}

/** The holds of these orders, locked, in the order of orders. */
export async function lockHolds(tx: Tx, orderIds: readonly string[]): Promise<Hold[]> {
  if (orderIds.length === 0) return [];
  const found = await rows<Hold>(
    tx,
    `SELECT order_id AS orderId, shopper_id AS shopperId, state, amount_fen AS amountFen,
       principal_fen AS principalFen, bonus_fen AS bonusFen, given_back_fen AS givenBackFen, holds
     FROM wallet_hold WHERE order_id IN (?) ORDER BY order_id FOR UPDATE`,
    [orderIds],
  );
  return found.map((hold) => ({
    ...hold,
    amountFen: fen(hold.amountFen),
    principalFen: fen(hold.principalFen),
    bonusFen: fen(hold.bonusFen),
    givenBackFen: fen(hold.givenBackFen),
  }));
}

/** Moves locked holds on. An illegal move is a bug, the caller has asked the state before. */
export async function moveHolds(tx: Tx, holds: readonly Hold[], to: HoldState): Promise<void> {
  for (const { state, orderId } of holds) {
    assertMove(HOLD_MOVES, state, to, `the hold of ${orderId}`);
  }
  await tx.query('UPDATE wallet_hold SET state = ? WHERE order_id IN (?)', [
    to,
    holds.map(({ orderId }) => orderId),
  ]);
}

/** A released hold holds again, perhaps of other lots. */
export async function holdAgain(
  tx: Tx,
  hold: Hold,
  { principalFen, bonusFen }: WalletAmount,
  now: Date,
): Promise<void> {
  assertMove(HOLD_MOVES, hold.state, 'held', `the hold of ${hold.orderId}`);
  await tx.query(
    `UPDATE wallet_hold SET state = ?, principal_fen = ?, bonus_fen = ?, holds = holds + 1,
       held_at = ? WHERE order_id = ?`,
    ['held' satisfies HoldState, principalFen, bonusFen, now, hold.orderId],
  );
}

/** Counts what a paid order gave back; never more than it took. */
export async function countGivenBack(tx: Tx, orderId: string, amountFen: Fen): Promise<void> {
  await tx.query('UPDATE wallet_hold SET given_back_fen = given_back_fen + ? WHERE order_id = ?', [
    amountFen,
    orderId,
  ]);
}

/** What of these orders was paid by principal; those that took none are missing. */
export async function principalOf(
  db: Pick<EntityManager, 'query'>,
  orderIds: readonly string[],
): Promise<Map<string, Fen>> {
  const found = await rows<{ orderId: string; principalFen: Fen }>(
    db,
    `SELECT order_id AS orderId, principal_fen AS principalFen FROM wallet_hold
     WHERE order_id IN (?) AND state = 'captured'`,
    [orderIds],
  );
  return new Map(found.map(({ orderId, principalFen }) => [orderId, fen(principalFen)]));
}

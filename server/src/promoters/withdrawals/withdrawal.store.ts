import {
  assertMove,
  fen,
  WITHDRAWAL_MOVES,
  type Fen,
  type WithdrawalChannel,
  type WithdrawalState,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';
import { where, type Condition } from '../../platform/where.js';

type Reader = Pick<EntityManager, 'query'>;

export interface WithdrawalRow {
  id: string;
  shopperId: string;
  channel: WithdrawalChannel;
  state: WithdrawalState;
  amountFen: Fen;
  taxFen: Fen;
  payee: string;
  /** Whose WeChat a transfer goes to. */
  openid: string;
  note: string;
  askedAt: Date;
  /** The Beijing day it counts on. */
  askedDay: string;
  endedAt: Date | null;
}

const COLUMNS = `id, shopper_id AS shopperId, channel, state, amount_fen AS amountFen,
  tax_fen AS taxFen, payee, openid, note, asked_at AS askedAt, asked_day AS askedDay, ended_at AS endedAt`;

export async function insertWithdrawal(tx: Tx, one: WithdrawalRow): Promise<void> {
  await tx.query(
    `INSERT INTO withdrawal (id, shopper_id, channel, state, amount_fen, tax_fen, payee, openid,
       asked_at, asked_day) VALUES (?)`,
    [
      [
        ...[one.id, one.shopperId, one.channel, one.state, one.amountFen, one.taxFen],
        ...[one.payee, one.openid, one.askedAt, one.askedDay],
      ],
    ],
  );
}

export async function findWithdrawal(db: Reader, id: string): Promise<WithdrawalRow | null> {
  return (await withdrawalsWhere(db, [['id = ?', id]], 1))[0] ?? null;
}

export async function lockWithdrawal(tx: Tx, id: string): Promise<WithdrawalRow | null> {
  const sql = `SELECT ${COLUMNS} FROM withdrawal WHERE id = ? FOR UPDATE`;
  return (await rows<WithdrawalRow>(tx, sql, [id])).map(typed)[0] ?? null;
}

/** Those that fit, newest first. */
export async function withdrawalsWhere(
  db: Reader,
  conditions: readonly Condition[],
  limit: number,
): Promise<WithdrawalRow[]> {
  const { clause, parameters } = where(conditions);
  const sql = `SELECT ${COLUMNS} FROM withdrawal ${clause} ORDER BY id DESC LIMIT ?`;
  return (await rows<WithdrawalRow>(db, sql, [...parameters, limit])).map(typed);
}

/**
 * Moves a locked one on. An illegal move is a bug, the caller has asked the state before. The name
 * that WeChat compared is forgotten with the end.
 */
export async function moveWithdrawal(
  tx: Tx,
  { id, state }: WithdrawalRow,
  to: WithdrawalState,
  { note, endedAt }: Pick<WithdrawalRow, 'note' | 'endedAt'>,
): Promise<void> {
  assertMove(WITHDRAWAL_MOVES, state, to, `withdrawal ${id}`);
  await tx.query(
    `UPDATE withdrawal SET state = ?, note = ?, ended_at = ?,
       payee = IF(channel = 'transfer' AND ended_at IS NOT NULL, '', payee) WHERE id = ?`,
    [to, note, endedAt, id],
  );
}

/** What a transfer could not bring, an operator has paid. */
export async function markPaidOutside(tx: Tx, id: string): Promise<void> {
  await tx.query("UPDATE withdrawal SET channel = 'offline', payee = '' WHERE id = ?", [id]);
}

/** What a promoter withdrew on a Beijing day and in its month; what was returned does not count. */
export async function withdrawnBy(
  db: Reader,
  shopperId: string,
  day: string,
): Promise<{ todayFen: Fen; todayTimes: number; monthFen: Fen; monthTaxFen: Fen }> {
  const [found] = await rows<Record<string, number | string | null>>(
    db,
    `SELECT SUM(IF(asked_day = ?, amount_fen, 0)) AS todayFen, SUM(asked_day = ?) AS todayTimes,
       SUM(amount_fen) AS monthFen, SUM(tax_fen) AS monthTaxFen
     FROM withdrawal
     WHERE shopper_id = ? AND asked_day LIKE ? AND state <> 'returned'`,
    [day, day, shopperId, `${day.slice(0, 7)}-%`],
  );
  const sum = (name: string) => fen(Number(found?.[name] ?? 0));
  return {
    ...{ todayFen: sum('todayFen'), todayTimes: Number(found?.['todayTimes'] ?? 0) },
    ...{ monthFen: sum('monthFen'), monthTaxFen: sum('monthTaxFen') },
  };
}

/** What a promoter was paid so far, tax included. */
export async function paidTo(db: Reader, shopperId: string): Promise<Fen> {
  const [found] = await rows<{ sum: number | string | null }>(
    db,
    "SELECT SUM(amount_fen) AS sum FROM withdrawal WHERE shopper_id = ? AND state = 'paid'",
    [shopperId],
  );
  return fen(Number(found?.sum ?? 0));
}

function typed(row: WithdrawalRow): WithdrawalRow {
  return { ...row, amountFen: fen(row.amountFen), taxFen: fen(row.taxFen) };
}

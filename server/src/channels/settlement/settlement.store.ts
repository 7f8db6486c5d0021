import { fen, type ChannelSettlementHead, type Fen, type SettlementLine } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

/** A closed statement; nothing of it is ever changed. */
export interface SettlementRow extends Omit<ChannelSettlementHead, 'id' | 'closedAt'> {
  id: string;
  closedAt: Date;
}

const SELECT = `SELECT id, channel_id AS channelId, from_day AS fromDay, until_day AS untilDay,
    total_fen AS totalFen, carried_fen AS carriedFen, payable_fen AS payableFen,
    carry_fen AS carryFen, closed_at AS closedAt
  FROM channel_settlement`;

/** The statements of a channel, the last one first, before this one. */
export function settlementsOf(
  db: Db,
  channelId: string,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<SettlementRow[]> {
  const older = before === undefined ? '' : 'AND id < ?';
  return rows(db, `${SELECT} WHERE channel_id = ? ${older} ORDER BY id DESC LIMIT ?`, [
    ...[channelId, ...(before === undefined ? [] : [before]), limit],
  ]);
}

export async function findSettlement(db: Db, id: string): Promise<SettlementRow | null> {
  const [found] = await rows<SettlementRow>(db, `${SELECT} WHERE id = ?`, [id]);
  return found ?? null;
}

export async function linesOf(db: Db, settlementId: string): Promise<SettlementLine[]> {
  const found = await rows<Omit<SettlementLine, 'isCorrection'> & { isCorrection: 0 | 1 }>(
    db,
    `SELECT day, owed_fen AS owedFen, amount_fen AS amountFen, is_correction AS isCorrection
     FROM channel_settlement_line WHERE settlement_id = ? ORDER BY day`,
    [settlementId],
  );
  return found.map((line) => ({ ...line, isCorrection: line.isCorrection === 1 }));
}

/** What all statements together have said of each day since then. */
export async function settledByDay(
  db: Db,
  channelId: string,
  fromDay: string,
): Promise<Map<string, Fen>> {
  const found = await rows<{ day: string; settledFen: number }>(
    db,
    `SELECT day, SUM(amount_fen) AS settledFen FROM channel_settlement_line
     WHERE channel_id = ? AND day >= ? GROUP BY day`,
    [channelId, fromDay],
  );
  return new Map(found.map(({ day, settledFen }) => [day, fen(settledFen)]));
}

/** Keeps a statement with its lines. One key says that a channel's period is settled once. */
export async function insertSettlement(
  tx: Tx,
  row: SettlementRow,
  lines: readonly SettlementLine[],
): Promise<void> {
  await tx.query(
    `INSERT INTO channel_settlement (id, channel_id, from_day, until_day, total_fen, carried_fen,
       payable_fen, carry_fen, closed_at) VALUES (?)`,
    [
      [
        ...[row.id, row.channelId, row.fromDay, row.untilDay, row.totalFen, row.carriedFen],
        ...[row.payableFen, row.carryFen, row.closedAt],
      ],
    ],
  );
  if (lines.length === 0) return;
  await tx.query(
    `INSERT INTO channel_settlement_line
       (settlement_id, channel_id, day, owed_fen, amount_fen, is_correction) VALUES ?`,
    [
      lines.map(({ day, owedFen, amountFen, isCorrection }) => [
        ...[row.id, row.channelId, day, owedFen, amountFen, isCorrection],
      ]),
    ],
  );
}

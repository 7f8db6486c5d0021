import { fen, type OpsTransfer, type TransferState } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';
import { where } from '../../platform/where.js';

export interface TransferFilter {
  state?: TransferState | undefined;
  subjectId?: string | undefined;
  transferId?: string | undefined;
  cursor?: string | undefined;
}

type Row = Omit<OpsTransfer, 'createdAt' | 'endedAt'> & { createdAt: Date; endedAt: Date | null };

/** Transfers that fit a filter, newest first, from the one before `cursor` on. */
export async function transfersBy(
  db: Pick<EntityManager, 'query'>,
  filter: TransferFilter,
  limit: number,
): Promise<OpsTransfer[]> {
  const { clause, parameters } = where([
    ['state = ?', filter.state],
    ['subject_id = ?', filter.subjectId],
    ['id = ?', filter.transferId],
    ['id < ?', filter.cursor],
  ]);
  const found = await rows<Row>(
    db,
    `SELECT id, subject_kind AS subjectKind, subject_id AS subjectId, shopper_id AS shopperId,
       amount_fen AS amountFen, state, fail_reason AS failReason, last_error AS lastError,
       created_at AS createdAt, ended_at AS endedAt
     FROM merchant_transfer ${clause} ORDER BY id DESC LIMIT ?`,
    [...parameters, limit],
  );
  return found.map((row) => ({
    ...row,
    amountFen: fen(row.amountFen),
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }));
}

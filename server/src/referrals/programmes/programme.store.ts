import {
  assertMove,
  PROGRAMME_MOVES,
  type ProgrammeState,
  type ReferralProgrammeInput,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

export interface ProgrammeRow {
  id: string;
  state: ProgrammeState;
  input: ReferralProgrammeInput;
  version: number;
  createdAt: Date;
}

const SELECT = `SELECT id, state, input, version, created_at AS createdAt FROM referral_programme`;

export async function findProgramme(db: Reader, id: string): Promise<ProgrammeRow | null> {
  return (await found(db, 'WHERE id = ?', [id]))[0] ?? null;
}

/** The one that is published; null while none is. */
export async function publishedProgramme(db: Reader): Promise<ProgrammeRow | null> {
  return (await found(db, 'WHERE is_published = 1', []))[0] ?? null;
}

/** The newest first; `before` is the id a page ended at. */
export function programmesBefore(
  db: Reader,
  before: string | undefined,
  limit: number,
): Promise<ProgrammeRow[]> {
  if (before === undefined) return found(db, 'ORDER BY id DESC LIMIT ?', [limit]);
  return found(db, 'WHERE id < ? ORDER BY id DESC LIMIT ?', [before, limit]);
}

export async function insertProgramme(
  tx: Tx,
  id: string,
  input: ReferralProgrammeInput,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO referral_programme (id, state, input, version, created_at)
     VALUES (?, 'draft', ?, 1, ?)`,
    [id, JSON.stringify(input), now],
  );
}

/** False when somebody else edited it, or it is published. */
export async function updateProgramme(
  tx: Tx,
  id: string,
  { version, input }: Pick<ProgrammeRow, 'version' | 'input'>,
): Promise<boolean> {
  const edited = await affected(
    tx,
    `UPDATE referral_programme SET input = ?, version = version + 1
     WHERE id = ? AND version = ? AND is_published IS NULL`,
    [JSON.stringify(input), id, version],
  );
  return edited === 1;
}

/** False when somebody else edited it. One key leaves one published. */
export async function moveProgramme(
  tx: Tx,
  { id, state, version }: ProgrammeRow,
  to: ProgrammeState,
): Promise<boolean> {
  assertMove(PROGRAMME_MOVES, state, to, 'a referral programme');
  const moved = await affected(
    tx,
    `UPDATE referral_programme SET state = ?, is_published = ?, version = version + 1
     WHERE id = ? AND version = ?`,
    [to, to === 'published' ? 1 : null, id, version],
  );
  return moved === 1;
}

async function found(db: Reader, where: string, parameters: unknown[]): Promise<ProgrammeRow[]> {
  const all = await rows<Omit<ProgrammeRow, 'input'> & { input: string | ReferralProgrammeInput }>(
    db,
    `${SELECT} ${where}`,
    parameters,
  );
  return all.map(({ input, ...row }) => ({
    ...row,
    input: typeof input === 'string' ? (JSON.parse(input) as ReferralProgrammeInput) : input,
  }));
}

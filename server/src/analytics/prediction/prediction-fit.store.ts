import type { FitInput, FitResult, PredictionFit } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

const COLUMNS = `id, CAST(input AS CHAR) AS input, state, CAST(result AS CHAR) AS result,
  created_at AS createdAt`;

export async function insertFit(tx: Tx, id: string, input: FitInput, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO prediction_fit (id, input, state, created_at) VALUES (?, ?, 'waiting', ?)`,
    [id, JSON.stringify(input), now],
  );
}

/** Its result; `usable` is whether anything can be foreseen with it. */
export async function saveFit(
  tx: Tx,
  id: string,
  { state, result }: Pick<PredictionFit, 'state' | 'result'>,
): Promise<void> {
  const usable = Boolean(result?.bgNbd.model);
  await tx.query(
    'UPDATE prediction_fit SET state = ?, usable = ?, result = COALESCE(?, result) WHERE id = ?',
    [state, usable, result && JSON.stringify(result), id],
  );
}

export function findFit(db: Db, id: string): Promise<PredictionFit | null> {
  return one(db, 'WHERE id = ?', [id]);
}

/** The last one that anything can be foreseen with. */
export function usableFit(db: Db): Promise<PredictionFit | null> {
  return one(db, 'WHERE usable ORDER BY id DESC LIMIT 1', []);
}

async function one(
  db: Db,
  which: string,
  parameters: readonly unknown[],
): Promise<PredictionFit | null> {
  const [found] = await rows<FitRow>(
    db,
    `SELECT ${COLUMNS} FROM prediction_fit ${which}`,
    parameters,
  );
  if (!found) return null;
  const { id, state, input, result, createdAt } = found;
  return {
    ...{ id, state, input: JSON.parse(input) as FitInput },
    result: result === null ? null : (JSON.parse(result) as FitResult),
    createdAt: createdAt.toISOString(),
  };
}

interface FitRow {
  id: string;
  input: string;
  state: PredictionFit['state'];
  result: string | null;
  createdAt: Date;
}

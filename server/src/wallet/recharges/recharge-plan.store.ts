import { rechargePlanInputSchema, type RechargePlan, type RechargePlanInput } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../../platform/transaction.js';
import { where, type Condition } from '../../platform/where.js';

type Reader = Pick<EntityManager, 'query'>;

interface Row {
  id: string;
  input: string | object;
  version: number;
  createdAt: Date;
}

export async function insertPlan(
  tx: Tx,
  id: string,
  input: RechargePlanInput,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO recharge_plan (id, input, position, offered, created_at)
     VALUES (?, ?, ?, ?, ?)`,
    [id, JSON.stringify(input), input.position, input.offered ? 1 : 0, now],
  );
}

/** False when it has another version by now. */
export async function replacePlan(
  tx: Tx,
  id: string,
  version: number,
  input: RechargePlanInput,
): Promise<boolean> {
  const replaced = await affected(
    tx,
    `UPDATE recharge_plan SET input = ?, position = ?, offered = ?, version = version + 1
     WHERE id = ? AND version = ?`,
    [JSON.stringify(input), input.position, input.offered ? 1 : 0, id, version],
  );
  return replaced === 1;
}

/** Plans in the order they are shown. */
export async function plansWhere(
  db: Reader,
  conditions: readonly Condition[],
): Promise<RechargePlan[]> {
  const { clause, parameters } = where(conditions);
  const found = await rows<Row>(
    db,
    `SELECT id, input, version, created_at AS createdAt FROM recharge_plan ${clause}
     ORDER BY position, id`,
    parameters,
  );
  return found.map(({ id, input, version, createdAt }) => ({
    ...{ id, version, createdAt: createdAt.toISOString() },
    plan: rechargePlanInputSchema.parse(typeof input === 'string' ? JSON.parse(input) : input),
  }));
}

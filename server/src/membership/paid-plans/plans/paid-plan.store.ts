import { GIFT_DAYS, type MemberBenefit, type PaidPlan, type PaidPlanInput } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { jsonColumn } from '../../../catalog/json-column.js';
import { affected, rows, type Tx } from '../../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

/** A plan as it is kept: every benefit has its id. */
export interface PlanTerms extends Omit<PaidPlanInput, 'benefits'> {
  benefits: readonly MemberBenefit[];
}

/** A plan by one of its versions. */
export interface PlanVersion {
  planId: string;
  version: number;
  plan: PlanTerms;
}

interface Row {
  id: string;
  version: number;
  input: string | object;
  createdAt: Date;
}

const SELECT = `SELECT paid_plan.id, current.version, current.input, paid_plan.created_at AS createdAt
  FROM paid_plan JOIN paid_plan_version AS current
    ON current.plan_id = paid_plan.id AND current.version = paid_plan.version`;

export async function insertPlan(tx: Tx, id: string, plan: PlanTerms, now: Date): Promise<void> {
  const sql = 'INSERT INTO paid_plan (id, position, created_at) VALUES (?, ?, ?)';
  await tx.query(sql, [id, plan.position, now]);
  await insertVersion(tx, { planId: id, version: 1, plan }, now);
}

/** Makes the version after this one; false when there is another by now. */
export async function replacePlan(
  tx: Tx,
  { planId, version, plan }: PlanVersion,
  now: Date,
): Promise<boolean> {
  const replaced = await affected(
    tx,
    'UPDATE paid_plan SET version = version + 1, position = ? WHERE id = ? AND version = ?',
    [plan.position, planId, version],
  );
  if (replaced === 0) return false;
  await insertVersion(tx, { planId, version: version + 1, plan }, now);
  return true;
}

async function insertVersion(
  tx: Tx,
  { planId, version, plan }: PlanVersion,
  now: Date,
): Promise<void> {
  const values = [planId, version, JSON.stringify(plan), now];
  await tx.query('INSERT INTO paid_plan_version VALUES (?, ?, ?, ?)', values);
}

/** Plans as they are now, in the order they are shown. */
export async function currentPlans(db: Db): Promise<PaidPlan[]> {
  const found = await rows<Row>(db, `${SELECT} ORDER BY paid_plan.position, paid_plan.id`);
  return found.map(viewOf);
}

export async function findPlan(db: Db, id: string): Promise<PaidPlan | null> {
  const [found] = await rows<Row>(db, `${SELECT} WHERE paid_plan.id = ?`, [id]);
  return found ? viewOf(found) : null;
}

/** A version, whether it is the plan’s last, and whether it runs or will for somebody. */
export interface VersionInForce extends PlanVersion {
  isCurrent: boolean;
  isRunning: boolean;
}

/** The last version of each plan, and older ones that still run for somebody, in the order shown. */
export async function versionsInForce(db: Db, now: Date): Promise<VersionInForce[]> {
  const found = await rows<Row & { isCurrent: 0 | 1; isRunning: 0 | 1 }>(
    db,
    `SELECT kept.plan_id AS id, kept.version, kept.input, kept.created_at AS createdAt,
       kept.version = paid_plan.version AS isCurrent, EXISTS (SELECT 1 FROM paid_term
         WHERE paid_term.plan_id = kept.plan_id AND paid_term.plan_version = kept.version
           AND paid_term.ends_at > ? AND paid_term.ended_at IS NULL) AS isRunning
     FROM paid_plan_version AS kept JOIN paid_plan ON paid_plan.id = kept.plan_id
     HAVING isCurrent = 1 OR isRunning = 1
     ORDER BY paid_plan.position, paid_plan.id`,
    [now],
  );
  return found.map(({ id, version, input, ...is }) => ({
    ...{ planId: id, version, plan: termsOf(input) },
    ...{ isCurrent: is.isCurrent === 1, isRunning: is.isRunning === 1 },
  }));
}

/** A version that was bought; every one there ever was is kept. */
export async function findVersion(
  db: Db,
  planId: string,
  version: number,
): Promise<PlanTerms | null> {
  const sql = 'SELECT input FROM paid_plan_version WHERE plan_id = ? AND version = ?';
  const [found] = await rows<Pick<Row, 'input'>>(db, sql, [planId, version]);
  return found ? termsOf(found.input) : null;
}

/** The plan in the JSON column of a version; the oldest say nothing of gifts. */
export function termsOf(input: string | object): PlanTerms {
  const kept = jsonColumn<Omit<PlanTerms, 'giftDays'> & Partial<PlanTerms>>(input);
  return { giftDays: GIFT_DAYS, ...kept };
}

function viewOf({ id, version, input, createdAt }: Row): PaidPlan {
  const { benefits, ...plan } = termsOf(input);
  const edited = { ...plan, benefits: benefits as PaidPlanInput['benefits'] };
  return { id, version, createdAt: createdAt.toISOString(), plan: edited };
}

import { commissionRuleSchema, type CommissionRule } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

/** A rule with its version. Rules are only added: an order keeps the one it was paid under. */
export interface RuleRow {
  version: number;
  rule: CommissionRule;
}

/** The newest rule; null where there never was one. */
export function newestRule(db: Reader): Promise<RuleRow | null> {
  return found(db, 'ORDER BY version DESC LIMIT 1', []);
}

/** The rule in force at an instant. */
export function ruleAt(db: Reader, at: Date): Promise<RuleRow | null> {
  return found(db, 'WHERE created_at <= ? ORDER BY version DESC LIMIT 1', [at]);
}

export function ruleOfVersion(db: Reader, version: number): Promise<RuleRow | null> {
  return found(db, 'WHERE version = ?', [version]);
}

/** @throws of the driver when there is one of this version, see `isDuplicate` */
export async function insertRule(tx: Tx, { version, rule }: RuleRow, now: Date): Promise<void> {
  const sql = 'INSERT INTO commission_rule (version, rule, created_at) VALUES (?, ?, ?)';
  await tx.query(sql, [version, JSON.stringify(rule), now]);
}

async function found(db: Reader, rest: string, values: unknown[]): Promise<RuleRow | null> {
  const sql = `SELECT version, rule FROM commission_rule ${rest}`;
  const [row] = await rows<{ version: number; rule: string | object }>(db, sql, values);
  if (!row) return null;
  const rule: unknown = typeof row.rule === 'string' ? JSON.parse(row.rule) : row.rule;
  return { version: row.version, rule: commissionRuleSchema.parse(rule) };
}

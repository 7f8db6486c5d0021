import {
  assertMove,
  FLAG_MOVES,
  type FlagState,
  type ReferralFlag,
  type RiskEvidence,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../../platform/transaction.js';
import { where, type Condition } from '../../platform/where.js';

type Reader = Pick<EntityManager, 'query'>;

interface Row extends Omit<ReferralFlag, 'evidence' | 'flaggedAt' | 'decidedAt'> {
  evidence: string | RiskEvidence[];
  flaggedAt: Date;
  decidedAt: Date | null;
}

export interface NewFlag {
  id: string;
  friendId: string;
  inviterId: string;
  evidence: readonly RiskEvidence[];
  ruleVersion: number;
}

const SELECT = `SELECT id, friend_id AS friendId, inviter_id AS inviterId, state, evidence,
    rule_version AS ruleVersion, flagged_at AS flaggedAt, decided_by AS decidedBy,
    decided_at AS decidedAt, reason FROM referral_flag`;

/** False where this friend of this inviter has been flagged before. */
export async function insertFlag(tx: Tx, flag: NewFlag, now: Date): Promise<boolean> {
  const inserted = await affected(
    tx,
    `INSERT IGNORE INTO referral_flag
       (id, friend_id, inviter_id, state, evidence, rule_version, flagged_at) VALUES (?)`,
    [
      [
        ...[flag.id, flag.friendId, flag.inviterId, 'open' satisfies FlagState],
        ...[JSON.stringify(flag.evidence), flag.ruleVersion, now],
      ],
    ],
  );
  return inserted === 1;
}

/** The flags of an inviter's friends, held against whoever decides. */
export async function lockFlagsOf(tx: Tx, inviterId: string): Promise<ReferralFlag[]> {
  const sql = `${SELECT} WHERE inviter_id = ? ORDER BY id FOR UPDATE`;
  return (await rows<Row>(tx, sql, [inviterId])).map(typed);
}

export async function lockFlag(tx: Tx, id: string): Promise<ReferralFlag | null> {
  const [found] = await rows<Row>(tx, `${SELECT} WHERE id = ? FOR UPDATE`, [id]);
  return found ? typed(found) : null;
}

/** Those that fit, newest first. */
export async function flagsWhere(
  db: Reader,
  conditions: readonly Condition[],
  limit: number,
): Promise<ReferralFlag[]> {
  const { clause, parameters } = where(conditions);
  const sql = `${SELECT} ${clause} ORDER BY id DESC LIMIT ?`;
  return (await rows<Row>(db, sql, [...parameters, limit])).map(typed);
}

/** Decides one that is locked. */
export async function decideFlag(
  tx: Tx,
  { id, state }: ReferralFlag,
  to: 'cleared' | 'confirmed',
  decided: { by: string; at: Date; reason: string },
): Promise<void> {
  assertMove(FLAG_MOVES, state, to, `flag ${id}`);
  await tx.query(
    'UPDATE referral_flag SET state = ?, decided_by = ?, decided_at = ?, reason = ? WHERE id = ?',
    [to, decided.by, decided.at, decided.reason, id],
  );
}

/** What was cleared is open again by new evidence; why it was cleared stays in the audit log. */
export async function reopenFlag(
  tx: Tx,
  { id, state }: ReferralFlag,
  { evidence, ruleVersion }: Pick<NewFlag, 'evidence' | 'ruleVersion'>,
  now: Date,
): Promise<void> {
  assertMove(FLAG_MOVES, state, 'open', `flag ${id}`);
  await tx.query(
    `UPDATE referral_flag SET state = ?, evidence = ?, rule_version = ?, flagged_at = ?,
       decided_by = NULL, decided_at = NULL, reason = NULL WHERE id = ?`,
    ['open' satisfies FlagState, JSON.stringify(evidence), ruleVersion, now, id],
  );
}

function typed(row: Row): ReferralFlag {
  return {
    ...row,
    evidence: typeof row.evidence === 'string' ? JSON.parse(row.evidence) : row.evidence,
    flaggedAt: row.flaggedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
}

import type { RiskPreview, RiskRule } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

/** Counted so far. */
export type PreviewCounts = Pick<
  RiskPreview,
  'invitersDone' | 'friends' | 'heldNow' | 'heldThen' | 'newlyHeld' | 'noLongerHeld' | 'samples'
>;

/** Other rules on their way through the inviters of some days, by id. */
export interface RiskPreviewRow {
  id: string;
  state: RiskPreview['state'];
  days: number;
  rulesNow: RiskRule[];
  rulesThen: RiskRule[];
  /** The last inviter that was come to. */
  reached: string;
  invitersTotal: number;
  counts: PreviewCounts;
  createdAt: Date;
  finishedAt: Date | null;
}

const COLUMNS = `id, state, days, CAST(rules_now AS CHAR) AS rulesNow,
  CAST(rules_then AS CHAR) AS rulesThen, reached, inviters_total AS invitersTotal,
  CAST(counts AS CHAR) AS counts, created_at AS createdAt, finished_at AS finishedAt`;

export async function insertPreview(tx: Tx, run: RiskPreviewRow): Promise<void> {
  await tx.query(
    `INSERT INTO risk_preview (id, state, days, rules_now, rules_then, inviters_total, counts,
       created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[run.id, run.state, run.days, JSON.stringify(run.rulesNow)],
      ...[JSON.stringify(run.rulesThen), run.invitersTotal, JSON.stringify(run.counts)],
      run.createdAt,
    ],
  );
}

export function findPreview(db: Db, id: string): Promise<RiskPreviewRow | null> {
  return previewWhere(db, 'id = ?', id);
}

export function lockPreview(tx: Tx, id: string): Promise<RiskPreviewRow | null> {
  return previewWhere(tx, 'id = ? FOR UPDATE', id);
}

export async function savePreview(tx: Tx, run: RiskPreviewRow): Promise<void> {
  await tx.query(
    'UPDATE risk_preview SET state = ?, reached = ?, counts = ?, finished_at = ? WHERE id = ?',
    [run.state, run.reached, JSON.stringify(run.counts), run.finishedAt, run.id],
  );
}

/** Forgets up to `limit` previews that were begun before; how many. */
export function deletePreviewsBefore(tx: Tx, before: Date, limit: number): Promise<number> {
  return affected(tx, 'DELETE FROM risk_preview WHERE created_at < ? LIMIT ?', [before, limit]);
}

const BROUGHT = `FROM referral_binding
  WHERE owner_kind = 'shopper' AND is_open = 1 AND bound_at >= ?`;

/** How many have brought somebody since then who is still theirs. */
export async function countInviters(db: Db, since: Date): Promise<number> {
  const sql = `SELECT COUNT(DISTINCT owner_id) AS inviters ${BROUGHT}`;
  const [found] = await rows<{ inviters: number }>(db, sql, [since]);
  return Number(found?.inviters ?? 0);
}

/** The next of them by id, with those they have brought. */
export async function invitersAfter(
  db: Db,
  reached: string,
  { since, limit }: { since: Date; limit: number },
): Promise<{ inviterId: string; friendIds: string[] }[]> {
  const next = await rows<{ inviterId: string }>(
    db,
    `SELECT DISTINCT owner_id AS inviterId ${BROUGHT} AND owner_id > ? ORDER BY owner_id LIMIT ?`,
    [since, reached, limit],
  );
  if (next.length === 0) return [];
  const friends = await rows<{ inviterId: string; friendId: string }>(
    db,
    `SELECT owner_id AS inviterId, shopper_id AS friendId ${BROUGHT} AND owner_id IN (?)`,
    [since, next.map(({ inviterId }) => inviterId)],
  );
  return next.map(({ inviterId }) => ({
    inviterId,
    friendIds: friends.filter((one) => one.inviterId === inviterId).map((one) => one.friendId),
  }));
}

/** How many rewards either side has or waits for because of these friends. */
export async function countRewardsFor(
  db: Db,
  inviterId: string,
  friendIds: readonly string[],
): Promise<number> {
  if (friendIds.length === 0) return 0;
  const [found] = await rows<{ rewards: number }>(
    db,
    `SELECT COUNT(*) AS rewards FROM referral_reward
     WHERE inviter_id = ? AND friend_id IN (?) AND state <> 'voided'`,
    [inviterId, friendIds],
  );
  return Number(found?.rewards ?? 0);
}

async function previewWhere(db: Db, condition: string, id: string): Promise<RiskPreviewRow | null> {
  const sql = `SELECT ${COLUMNS} FROM risk_preview WHERE ${condition}`;
  type Texts = Record<'rulesNow' | 'rulesThen' | 'counts', string>;
  const [found] = await rows<Omit<RiskPreviewRow, keyof Texts> & Texts>(db, sql, [id]);
  if (!found) return null;
  const { rulesNow, rulesThen, counts } = found;
  return {
    ...found,
    rulesNow: JSON.parse(rulesNow) as RiskRule[],
    rulesThen: JSON.parse(rulesThen) as RiskRule[],
    counts: JSON.parse(counts) as PreviewCounts,
  };
}

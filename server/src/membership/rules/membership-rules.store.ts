import type { EntityManager } from 'typeorm';
import { jsonColumn } from '../../catalog/json-column.js';
import { affected, rows, type Tx } from '../../platform/transaction.js';
import type { MembershipRules, VersionedRules } from './membership-rules.js';

/** The one row; null in a shop that has set nothing yet. */
export async function storedRules(
  db: Pick<EntityManager, 'query'>,
): Promise<VersionedRules | null> {
  const [row] = await rows<{ rules: string | object; version: number; ladderVersion: number }>(
    db,
    `SELECT rules, version, ladder_version AS ladderVersion FROM membership_rules WHERE id = 1`,
  );
  return row ? { ...row, rules: jsonColumn<MembershipRules>(row.rules) } : null;
}

/** Writes the version after the one that is there; false when it is not there (any more). */
export async function replaceRules(
  tx: Tx,
  { rules, version, ladderVersion }: VersionedRules,
  now: Date,
): Promise<boolean> {
  const value = JSON.stringify(rules);
  const written =
    version === 1
      ? await affected(tx, 'INSERT IGNORE INTO membership_rules VALUES (1, ?, 1, ?, ?)', [
          ...[value, ladderVersion, now],
        ])
      : await affected(
          tx,
          `UPDATE membership_rules SET rules = ?, version = ?, ladder_version = ?, updated_at = ?
           WHERE id = 1 AND version = ?`,
          [value, version, ladderVersion, now, version - 1],
        );
  return written === 1;
}

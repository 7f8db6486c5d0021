import type { Grant, GrantLine, RefusalCode } from '@siyu/shared';
import { rows, type Tx } from '../../platform/transaction.js';
import type { Db } from './coupon.store.js';

export interface GrantRow extends Omit<Grant, 'createdAt' | 'finishedAt'> {
  createdAt: Date;
  finishedAt: Date | null;
}

export type NewGrantLine = Pick<GrantLine, 'line' | 'recipient' | 'shopperId'>;

export async function insertGrant(
  tx: Tx,
  grant: { id: string; campaignId: string; createdAt: Date },
  lines: readonly NewGrantLine[],
): Promise<void> {
  await tx.query(
    'INSERT INTO coupon_grant (id, campaign_id, total, created_at) VALUES (?, ?, ?, ?)',
    [grant.id, grant.campaignId, lines.length, grant.createdAt],
  );
  await tx.query(
    `INSERT INTO coupon_grant_line (grant_id, line, recipient, shopper_id, outcome) VALUES ?`,
    [lines.map((one) => [grant.id, one.line, one.recipient, one.shopperId, 'waiting'])],
  );
}

export async function findGrant(db: Db, id: string): Promise<GrantRow | null> {
  const [found] = await rows<GrantRow>(
    db,
    `SELECT id, campaign_id AS campaignId, total, finished_at AS finishedAt,
       created_at AS createdAt,
       (SELECT COUNT(*) FROM coupon_grant_line
        WHERE grant_id = coupon_grant.id AND outcome = 'granted') AS granted,
       (SELECT COUNT(*) FROM coupon_grant_line
        WHERE grant_id = coupon_grant.id AND outcome = 'refused') AS refused
     FROM coupon_grant WHERE id = ?`,
    [id],
  );
  return found ?? null;
}

/** The lines of a grant in their order, from the one after `after` on. */
export function grantLines(
  db: Db,
  grantId: string,
  { after, limit }: { after: number; limit: number },
): Promise<GrantLine[]> {
  return rows<GrantLine>(
    db,
    `SELECT line, recipient, shopper_id AS shopperId, outcome, coupon_id AS couponId, refusal
     FROM coupon_grant_line WHERE grant_id = ? AND line > ? ORDER BY line LIMIT ?`,
    [grantId, after, limit],
  );
}

/** Lines that wait, in their order. */
export function waitingLines(db: Db, grantId: string, limit: number): Promise<NewGrantLine[]> {
  return rows<NewGrantLine>(
    db,
    `SELECT line, recipient, shopper_id AS shopperId FROM coupon_grant_line
     WHERE grant_id = ? AND outcome = 'waiting' ORDER BY line LIMIT ?`,
    [grantId, limit],
  );
}

export async function settleLine(
  tx: Tx,
  { grantId, line }: { grantId: string; line: number },
  outcome: { couponId: string } | { refusal: RefusalCode },
): Promise<void> {
  const isGranted = 'couponId' in outcome;
  await tx.query(
    `UPDATE coupon_grant_line SET outcome = ?, coupon_id = ?, refusal = ?
     WHERE grant_id = ? AND line = ?`,
    [
      isGranted ? 'granted' : 'refused',
      isGranted ? outcome.couponId : null,
      isGranted ? null : outcome.refusal,
      ...[grantId, line],
    ],
  );
}

export async function finishGrant(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.query('UPDATE coupon_grant SET finished_at = COALESCE(finished_at, ?) WHERE id = ?', [
    now,
    id,
  ]);
}

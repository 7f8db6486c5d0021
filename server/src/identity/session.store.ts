import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

/** One pair of tokens of a session. */
export interface TokenPairRow {
  id: string;
  sessionId: string;
  shopperId: string;
  refreshedFrom: string | null;
  sessionHash: string;
  refreshHash: string;
  createdAt: Date;
  expiresAt: Date;
  refreshUntil: Date;
}

export interface LockedPair {
  id: string;
  sessionId: string;
  shopperId: string;
  refreshUntil: Date;
  spentAt: Date | null;
  revokedAt: Date | null;
}

export interface HolderRow {
  sessionHash: string;
  shopperId: string;
  openid: string;
  sessionId: string;
  expiresAt: Date;
}

/** Who holds session tokens that are not revoked; one statement, by unique keys alone. */
export function holdersOf(db: Reader, sessionHashes: readonly string[]): Promise<HolderRow[]> {
  return rows<HolderRow>(
    db,
    `SELECT token.session_hash AS sessionHash, token.shopper_id AS shopperId,
       token.session_id AS sessionId, token.expires_at AS expiresAt, shopper.openid
     FROM shopper_token AS token JOIN shopper ON shopper.id = token.shopper_id
     WHERE token.session_hash IN (?) AND token.revoked_at IS NULL`,
    [sessionHashes],
  );
}

export async function addPair(tx: Tx, pair: TokenPairRow): Promise<void> {
  await tx.query(
    `INSERT INTO shopper_token (id, session_id, shopper_id, refreshed_from, session_hash,
       refresh_hash, created_at, expires_at, refresh_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      pair.id,
      pair.sessionId,
      pair.shopperId,
      pair.refreshedFrom,
      pair.sessionHash,
      pair.refreshHash,
      pair.createdAt,
      pair.expiresAt,
      pair.refreshUntil,
    ],
  );
}

/** The pair of a refresh token, locked. */
export async function lockPair(tx: Tx, refreshHash: string): Promise<LockedPair | null> {
  const found = await rows<LockedPair>(
    tx,
    `SELECT id, session_id AS sessionId, shopper_id AS shopperId, refresh_until AS refreshUntil,
       spent_at AS spentAt, revoked_at AS revokedAt
     FROM shopper_token WHERE refresh_hash = ? FOR UPDATE`,
    [refreshHash],
  );
  return found[0] ?? null;
}

/** Notes that a pair has been refreshed; its session token ends at `endsAt` at the latest. */
export async function spendPair(tx: Tx, pairId: string, now: Date, endsAt: Date): Promise<void> {
  await tx.query(
    `UPDATE shopper_token SET spent_at = COALESCE(spent_at, ?), expires_at = LEAST(expires_at, ?)
     WHERE id = ?`,
    [now, endsAt, pairId],
  );
}

/** Whether a pair made from this one has itself been refreshed: then its answer did arrive. */
export async function hasUsedSuccessor(tx: Tx, pairId: string): Promise<boolean> {
  const found = await rows(
    tx,
    'SELECT 1 FROM shopper_token WHERE refreshed_from = ? AND spent_at IS NOT NULL LIMIT 1',
    [pairId],
  );
  return found.length > 0;
}

export async function revokeSuccessors(tx: Tx, pairId: string, now: Date): Promise<void> {
  await tx.query(
    'UPDATE shopper_token SET revoked_at = ? WHERE refreshed_from = ? AND revoked_at IS NULL',
    [now, pairId],
  );
}

/** Revokes every pair of these sessions; how many were not revoked yet. */
export async function revokePairs(
  tx: Tx,
  sessionIds: readonly string[],
  now: Date,
): Promise<number> {
  if (sessionIds.length === 0) return 0;
  return affected(
    tx,
    'UPDATE shopper_token SET revoked_at = ? WHERE session_id IN (?) AND revoked_at IS NULL',
    [now, sessionIds],
  );
}

/** Sessions of a shopper that can still be used, beyond the newest `keep`. */
export async function sessionsBeyond(
  tx: Tx,
  shopperId: string,
  keep: number,
  now: Date,
): Promise<string[]> {
  const found = await rows<{ sessionId: string }>(
    tx,
    `SELECT session_id AS sessionId FROM shopper_token
     WHERE shopper_id = ? AND revoked_at IS NULL AND spent_at IS NULL AND refresh_until > ?
     ORDER BY id DESC LIMIT 100 OFFSET ?`,
    [shopperId, now, keep],
  );
  return found.map((row) => row.sessionId);
}

/** Deletes pairs that can be neither used nor refreshed any more; how many. */
export function deletePairsBefore(tx: Tx, before: Date, limit: number): Promise<number> {
  return affected(tx, `DELETE FROM shopper_token WHERE refresh_until < ? LIMIT ${limit}`, [before]);
}

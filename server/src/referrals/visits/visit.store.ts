import type { AttributionReason, LinkOwner, TouchDecision } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import type { Due } from '../../platform/due-sweep.js';
import { affected, rows, type SingleWrite, type Tx } from '../../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

export interface NewVisit {
  id: string;
  code: string;
  installationId: string;
  visitId: string;
  scene: number | null;
  /** Who was logged in; null for nobody. */
  shopperId: string | null;
  at: Date;
}

/** A visit whose visitor is known, as what was opened then says. */
export interface TouchRow {
  id: string;
  code: string;
  at: Date;
  owner: LinkOwner;
}

/** One that nobody has decided; its link may have been withdrawn since. */
export interface OpenTouch extends TouchRow {
  /** Since when it is this shopper's: when they opened it, or logged in after it. */
  knownAt: Date;
  isWithdrawn: boolean;
}

/** A visit is the first of its id on its device; a repeat changes nothing. */
export async function insertVisits(
  single: SingleWrite,
  visits: readonly NewVisit[],
): Promise<void> {
  await single.query(
    `INSERT INTO visit (id, code, installation_id, visit_id, scene, state, shopper_id, visited_at,
       known_at)
     VALUES ? ON DUPLICATE KEY UPDATE id = id`,
    [
      visits.map(({ shopperId, ...one }) => [
        ...[one.id, one.code, one.installationId, one.visitId, one.scene],
        ...[shopperId === null ? 'anonymous' : 'known', shopperId, one.at],
        shopperId === null ? null : one.at,
      ]),
    ],
  );
}

/**
 * The visits of a device that are nobody's yet become whose who logs in on it. Those before belong
 * to whoever logged in before and stay theirs, though the device is the same.
 */
export function stitchVisits(
  tx: Tx,
  installationId: string,
  shopperId: string,
  now: Date,
): Promise<number> {
  return affected(
    tx,
    `UPDATE visit SET state = 'known', shopper_id = ?, known_at = ?
     WHERE installation_id = ? AND state = 'anonymous'`,
    [shopperId, now, installationId],
  );
}

/** Notes on which device somebody logged in. */
export async function noteInstallation(
  tx: Tx,
  installationId: string,
  shopperId: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO shopper_installation (installation_id, shopper_id, first_at, last_at)
     VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE last_at = VALUES(last_at)`,
    [installationId, shopperId, now, now],
  );
}

/** Of these visits, those of devices on which somebody has logged in since become theirs. */
export async function claimVisits(single: SingleWrite, ids: readonly string[]): Promise<void> {
  await single.query(
    `UPDATE visit JOIN shopper_installation AS device USING (installation_id)
     SET visit.state = 'known', visit.shopper_id = device.shopper_id,
       visit.known_at = device.last_at
     WHERE visit.id IN (?) AND visit.state = 'anonymous' AND device.last_at > visit.visited_at`,
    [ids],
  );
}

/** What a shopper opened and nobody has decided yet, in the order in which it became theirs. */
export async function undecidedTouches(
  tx: Tx,
  shopperId: string,
  limit: number,
): Promise<OpenTouch[]> {
  const found = await rows<
    Omit<OpenTouch, 'owner' | 'isWithdrawn'> & {
      kind: LinkOwner['kind'];
      ownerId: string;
      isWithdrawn: 0 | 1;
    }
  >(
    tx,
    `SELECT visit.id, visit.code, visited_at AS at, known_at AS knownAt, owner_kind AS kind,
       owner_id AS ownerId, withdrawn_at IS NOT NULL AS isWithdrawn
     FROM visit JOIN share_link ON share_link.code = visit.code
     WHERE visit.shopper_id = ? AND state = 'known' ORDER BY known_at, visit.id LIMIT ?`,
    [shopperId, limit],
  );
  return found.map(({ kind, ownerId, isWithdrawn, ...touch }) => ({
    ...{ ...touch, owner: { kind, id: ownerId }, isWithdrawn: isWithdrawn === 1 },
  }));
}

/** Visits nobody has decided yet after this one, by when they were made and then id. */
export function undecidedVisits(
  db: Reader,
  after: Due,
  limit: number,
): Promise<(Due & { shopperId: string })[]> {
  return rows(
    db,
    `SELECT id, shopper_id AS shopperId, visited_at AS dueAt FROM visit
     WHERE state = 'known' AND visited_at >= ? AND (visited_at > ? OR id > ?)
     ORDER BY visited_at, id LIMIT ?`,
    [after.dueAt, after.dueAt, after.id, limit],
  );
}

export async function noteDecisions(
  tx: Tx,
  decisions: readonly TouchDecision[],
  now: Date,
): Promise<void> {
  for (const { touchId, reason, facts } of decisions) {
    await tx.query(
      `UPDATE visit SET state = 'decided', reason = ?, facts = ?, decided_at = ?
       WHERE id = ? AND state = 'known'`,
      [reason, JSON.stringify(facts), now, touchId],
    );
  }
}

/** A decided touch with what it was of. */
export interface DecidedTouch extends TouchRow {
  placement: string;
  decidedAt: Date;
  reason: AttributionReason;
  facts: string | Record<string, string | number>;
}

/** What a shopper opened, the newest first. */
export async function touchesOf(
  db: Reader,
  shopperId: string,
  limit: number,
): Promise<DecidedTouch[]> {
  const found = await rows<
    Omit<DecidedTouch, 'owner'> & { kind: LinkOwner['kind']; ownerId: string }
  >(
    db,
    `SELECT visit.id, visit.code, visited_at AS at, owner_kind AS kind, owner_id AS ownerId,
       placement, decided_at AS decidedAt, reason, facts
     FROM visit JOIN share_link ON share_link.code = visit.code
     WHERE visit.shopper_id = ? AND state = 'decided' ORDER BY visit.id DESC LIMIT ?`,
    [shopperId, limit],
  );
  return found.map(({ kind, ownerId, ...touch }) => ({ ...touch, owner: { kind, id: ownerId } }));
}

/** Forgets up to `limit` visits of nobody that are older. */
export function deleteAnonymousBefore(tx: Tx, before: Date, limit: number): Promise<number> {
  const sql = "DELETE FROM visit WHERE state = 'anonymous' AND visited_at < ? ORDER BY id LIMIT ?";
  return affected(tx, sql, [before, limit]);
}

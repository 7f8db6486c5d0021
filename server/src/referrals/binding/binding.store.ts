import type { Binding, BindingEnd, BindingReason, LinkOwner } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../../platform/transaction.js';

type Reader = Pick<EntityManager, 'query'>;

/** A binding as it is kept. Only how it ended, and that it is frozen, is ever added to it. */
export interface BindingRow extends Binding {
  id: string;
  shopperId: string;
  code: string;
  touchId: string;
  reason: BindingReason;
  ruleVersion: number;
  /** Whether the customer had not ordered yet. */
  wasNew: boolean;
  endedAt: Date | null;
  endedBy: BindingEnd | null;
}

type Row = Omit<BindingRow, 'owner'> & { ownerKind: LinkOwner['kind']; ownerId: string };

const SELECT = `SELECT id, shopper_id AS shopperId, owner_kind AS ownerKind, owner_id AS ownerId, code,
    touch_id AS touchId, reason, rule_version AS ruleVersion, was_new AS wasNew, bound_at AS boundAt,
    protected_until AS protectedUntil, valid_until AS validUntil, frozen_at AS frozenAt,
    ended_at AS endedAt, ended_by AS endedBy
  FROM referral_binding`;

/** Of each of these shoppers the binding that no other has followed, lapsed or not. */
export function openBindings(db: Reader, shopperIds: readonly string[]): Promise<BindingRow[]> {
  return found(db, 'WHERE shopper_id IN (?) AND is_open = 1', [shopperIds]);
}

/** All bindings of a shopper, the newest first. */
export function bindingsOf(db: Reader, shopperId: string, limit: number): Promise<BindingRow[]> {
  return found(db, 'WHERE shopper_id = ? ORDER BY id DESC LIMIT ?', [shopperId, limit]);
}

/** Those by which shoppers are an owner's, lapsed or not, the newest first. */
export function bindingsTo(
  db: Reader,
  { kind, id }: LinkOwner,
  { before, limit }: { before: string | null; limit: number },
): Promise<BindingRow[]> {
  return found(
    db,
    `WHERE owner_kind = ? AND owner_id = ? AND is_open = 1 AND (? IS NULL OR id < ?)
     ORDER BY id DESC LIMIT ?`,
    [kind, id, before, before, limit],
  );
}

/** The binding that was in force then; null for nobody's customer. */
export async function bindingAt(
  db: Reader,
  shopperId: string,
  at: Date,
): Promise<BindingRow | null> {
  const [one] = await found(
    db,
    `WHERE shopper_id = ? AND bound_at <= ? AND valid_until > ?
       AND (ended_at IS NULL OR ended_at > ?) AND (frozen_at IS NULL OR frozen_at > ?)
     ORDER BY id DESC LIMIT 1`,
    [shopperId, at, at, at, at],
  );
  return one ?? null;
}

/** Whose customer somebody first became; null for nobody's. */
export async function firstBinding(db: Reader, shopperId: string): Promise<BindingRow | null> {
  return (await found(db, 'WHERE shopper_id = ? ORDER BY id LIMIT 1', [shopperId]))[0] ?? null;
}

/** One key says that a customer has one binding at a time. */
export async function insertBinding(
  tx: Tx,
  one: Omit<BindingRow, 'endedAt' | 'endedBy'>,
): Promise<void> {
  await tx.query(
    `INSERT INTO referral_binding (id, shopper_id, owner_kind, owner_id, code, touch_id, reason,
       rule_version, was_new, bound_at, protected_until, valid_until, is_open) VALUES (?)`,
    [
      [
        ...[one.id, one.shopperId, one.owner.kind, one.owner.id, one.code, one.touchId],
        ...[
          one.reason,
          one.ruleVersion,
          one.wasNew,
          one.boundAt,
          one.protectedUntil,
          one.validUntil,
          1,
        ],
      ],
    ],
  );
}

export async function endBinding(
  tx: Tx,
  id: string,
  { at, by }: { at: Date; by: BindingEnd },
): Promise<void> {
  await tx.query(
    `UPDATE referral_binding SET ended_at = ?, ended_by = ?, is_open = NULL
     WHERE id = ? AND is_open = 1`,
    [at, by, id],
  );
}

/** Bindings to an owner who is gone: they stay, and earn nobody anything (case 53). */
export function freezeBindings(tx: Tx, owner: LinkOwner, now: Date): Promise<number> {
  return affected(
    tx,
    `UPDATE referral_binding SET frozen_at = ?
     WHERE owner_kind = ? AND owner_id = ? AND is_open = 1 AND frozen_at IS NULL`,
    [now, owner.kind, owner.id],
  );
}

async function found(db: Reader, where: string, parameters: unknown[]): Promise<BindingRow[]> {
  const all = await rows<Row>(db, `${SELECT} ${where}`, parameters);
  return all.map(({ ownerKind, ownerId, ...row }) => ({
    ...row,
    wasNew: Boolean(row.wasNew),
    owner: { kind: ownerKind, id: ownerId },
  }));
}

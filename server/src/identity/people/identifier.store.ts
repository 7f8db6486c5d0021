import type { Identifier } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import type { Login } from '../login-listeners.js';
import { affected, rows, type Tx } from '../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

/** What an account is known by, as its own row says. */
export type IdentifierRow = Pick<Identifier, 'kind' | 'value' | 'shopperId' | 'because'> & {
  since: Date | null;
};

/** Notes on which device and after which anonymous id somebody logged in. */
export async function noteLogin(
  tx: Tx,
  { shopperId, installationId, anonymousId }: Login,
  now: Date,
): Promise<void> {
  const traces = [['installation', installationId] as const, ['anonymous', anonymousId] as const];
  const told = traces.filter(([, value]) => value !== null);
  if (told.length === 0) return;
  await tx.query(
    `INSERT INTO login_trace (shopper_id, kind, value, first_at, last_at) VALUES ?
     ON DUPLICATE KEY UPDATE last_at = VALUES(last_at)`,
    [told.map(([kind, value]) => [shopperId, kind, value, now, now])],
  );
}

export function deleteTracesBefore(tx: Tx, before: Date, limit: number): Promise<number> {
  return affected(tx, 'DELETE FROM login_trace WHERE last_at < ? LIMIT ?', [before, limit]);
}

/** Everything that says who these accounts are, where it is kept. */
export function identifiersOf(db: Db, shopperIds: readonly string[]): Promise<IdentifierRow[]> {
  return rows(
    db,
    `SELECT 'openid' AS kind, openid AS value, id AS shopperId, 'wechat' AS because,
       created_at AS since FROM shopper WHERE id IN (?)
     UNION ALL SELECT 'unionid', unionid, id, 'wechat', NULL FROM shopper
       WHERE id IN (?) AND unionid IS NOT NULL
     UNION ALL SELECT 'phone', phone, id, 'bound', phone_bound_at FROM shopper
       WHERE id IN (?) AND phone IS NOT NULL
     UNION ALL SELECT 'member-number', member_number, shopper_id, 'claimed', claimed_at
       FROM imported_member WHERE shopper_id IN (?)
     UNION ALL SELECT 'outside-customer', CONCAT(source, ' ', outside_id), shopper_id, 'matched',
       created_at FROM outside_customer WHERE shopper_id IN (?)
     UNION ALL SELECT kind, value, shopper_id, 'logged-in', first_at FROM login_trace
       WHERE shopper_id IN (?)`,
    Array.from({ length: 6 }, () => shopperIds),
  );
}

/** Which other accounts have these unionids, phone numbers, devices and anonymous ids too. */
export function alsoBearing(
  db: Db,
  values: readonly string[],
): Promise<Pick<IdentifierRow, 'kind' | 'value' | 'shopperId'>[]> {
  return rows(
    db,
    `SELECT 'unionid' AS kind, unionid AS value, id AS shopperId FROM shopper WHERE unionid IN (?)
     UNION ALL SELECT 'phone', phone, id FROM shopper WHERE phone IN (?)
     UNION ALL SELECT kind, value, shopper_id FROM login_trace
       WHERE kind IN ('installation', 'anonymous') AND value IN (?)`,
    [values, values, values],
  );
}

import { fen, type Fen, type PlanGift } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import type { Due } from '../../../platform/due-sweep.js';
import { affected, rows, type Tx } from '../../../platform/transaction.js';
import type { Condition } from '../../../platform/where.js';
import { termsOf, type PlanTerms } from '../plans/paid-plan.store.js';

type Db = Pick<EntityManager, 'query'>;

/** A gift with the purchase that paid for it. */
export interface PlanGiftRow extends PlanGift {
  purchaseId: string;
  code: string;
  giverId: string;
  /** Who accepted it; null while nobody has. */
  holderId: string | null;
  planId: string;
  planVersion: number;
  priceFen: Fen;
  plan: PlanTerms;
}

const SELECT = `SELECT gift.purchase_id AS purchaseId, gift.code, gift.expires_at AS expiresAt,
    gift.accepted_at AS acceptedAt, gift.ended_at AS endedAt, purchase.shopper_id AS giverId,
    term.shopper_id AS holderId, purchase.plan_id AS planId,
    purchase.plan_version AS planVersion, purchase.price_fen AS priceFen, bought.input
  FROM plan_gift AS gift JOIN plan_purchase AS purchase ON purchase.id = gift.purchase_id
  JOIN paid_plan_version AS bought
    ON bought.plan_id = purchase.plan_id AND bought.version = purchase.plan_version
  LEFT JOIN paid_term AS term ON term.source = 'gift' AND term.source_id = gift.purchase_id`;

type Raw = Omit<PlanGiftRow, 'plan'> & { input: string | object };

export async function insertGift(
  tx: Tx,
  gift: Pick<PlanGiftRow, 'purchaseId' | 'code' | 'expiresAt'> & { createdAt: Date },
): Promise<void> {
  await tx.query(
    'INSERT INTO plan_gift (purchase_id, code, expires_at, created_at) VALUES (?, ?, ?, ?)',
    [gift.purchaseId, gift.code, gift.expiresAt, gift.createdAt],
  );
}

/** The one gift of a condition. */
export async function findGift(db: Db, [sql, value]: Condition): Promise<PlanGiftRow | null> {
  const [found] = await rows<Raw>(db, `${SELECT} WHERE ${sql}`, [value]);
  return found ? typed(found) : null;
}

/** What a shopper has given, newest first. */
export async function giftsOf(db: Db, giverId: string, limit: number): Promise<PlanGiftRow[]> {
  const sql = `${SELECT} WHERE purchase.shopper_id = ? ORDER BY gift.purchase_id DESC LIMIT ?`;
  return (await rows<Raw>(db, sql, [giverId, limit])).map(typed);
}

/** How many of a shopper's gifts are neither accepted nor paid back. */
export async function countWaitingGifts(db: Db, giverId: string): Promise<number> {
  const [found] = await rows<{ waiting: number }>(
    db,
    `SELECT COUNT(*) AS waiting FROM plan_gift AS gift
     JOIN plan_purchase AS purchase ON purchase.id = gift.purchase_id
     WHERE purchase.shopper_id = ? AND gift.accepted_at IS NULL AND gift.ended_at IS NULL`,
    [giverId],
  );
  return found?.waiting ?? 0;
}

/** Takes a gift that still waits; false when another has, or its money went back. */
export async function takeGift(tx: Tx, purchaseId: string, now: Date): Promise<boolean> {
  const taken = await affected(
    tx,
    `UPDATE plan_gift SET accepted_at = ? WHERE purchase_id = ? AND accepted_at IS NULL
       AND ended_at IS NULL AND expires_at > ?`,
    [now, purchaseId, now],
  );
  return taken === 1;
}

/** Its money goes back. */
export async function endGift(tx: Tx, purchaseId: string, now: Date): Promise<void> {
  const sql = 'UPDATE plan_gift SET ended_at = ? WHERE purchase_id = ? AND ended_at IS NULL';
  await tx.query(sql, [now, purchaseId]);
}

/** Gifts that nobody accepted in time. */
export function giftsOverdue(db: Db, now: Date, after: Due, limit: number): Promise<Due[]> {
  return rows<Due>(
    db,
    `SELECT purchase_id AS id, expires_at AS dueAt FROM plan_gift
     WHERE accepted_at IS NULL AND ended_at IS NULL AND expires_at <= ?
       AND expires_at >= ? AND (expires_at > ? OR purchase_id > ?)
     ORDER BY expires_at, purchase_id LIMIT ?`,
    [now, after.dueAt, after.dueAt, after.id, limit],
  );
}

function typed({ input, ...row }: Raw): PlanGiftRow {
  return { ...row, priceFen: fen(row.priceFen), plan: termsOf(input) };
}

import { assert, fen, type Fen, type LotPart } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../platform/transaction.js';

/** Where stored value came from. */
export type LotSource =
  'recharge' | 'adjustment' | 'import' | 'referral' | 'return-freight' | 'commission';

export interface NewLot {
  /** That of the recharge, where it comes from one. */
  id: string;
  shopperId: string;
  source: LotSource;
  principalFen: Fen;
  bonusFen: Fen;
  createdAt: Date;
}

export async function insertLot(tx: Tx, lot: NewLot): Promise<void> {
  const { id, shopperId, source, principalFen, bonusFen, createdAt } = lot;
  await tx.query(
    `INSERT INTO wallet_lot (id, shopper_id, source, principal_fen, bonus_fen,
       principal_left_fen, bonus_left_fen, created_at) VALUES (?)`,
    [[id, shopperId, source, principalFen, bonusFen, 0, 0, createdAt]],
  );
}

/** What a shopper's lots hold, the oldest first; locked, so that one spends after the other. */
export async function lockLots(tx: Tx, shopperId: string): Promise<LotPart[]> {
  const found = await rows<LotPart>(
    tx,
    `SELECT id AS lotId, principal_left_fen AS principalFen, bonus_left_fen AS bonusFen
     FROM wallet_lot WHERE shopper_id = ? AND principal_left_fen + bonus_left_fen > 0
     ORDER BY id FOR UPDATE`,
    [shopperId],
  );
  return found.map(typed);
}

/** One lot as it is now, locked. */
export async function lockLot(tx: Tx, lotId: string): Promise<LotPart | null> {
  const [found] = await rows<LotPart>(
    tx,
    `SELECT id AS lotId, principal_left_fen AS principalFen, bonus_left_fen AS bonusFen
     FROM wallet_lot WHERE id = ? FOR UPDATE`,
    [lotId],
  );
  return found ? typed(found) : null;
}

/**
 * Moves lots, `sign` out of them or into them, and notes it under the entry that says so. Their
 * CHECK keeps them between nothing and what they were given.
 */
export async function moveLots(
  tx: Tx,
  { entryId, orderId }: { entryId: string; orderId?: string },
  parts: readonly LotPart[],
  sign: 1 | -1,
): Promise<void> {
  const cases = parts.map(() => 'WHEN ? THEN ?').join(' ');
  const of = (kind: 'principalFen' | 'bonusFen') =>
    parts.flatMap((part) => [part.lotId, sign * part[kind]]);
  const moved = await affected(
    tx,
    `UPDATE wallet_lot SET principal_left_fen = principal_left_fen + CASE id ${cases} END,
       bonus_left_fen = bonus_left_fen + CASE id ${cases} END WHERE id IN (?)`,
    [...of('principalFen'), ...of('bonusFen'), parts.map(({ lotId }) => lotId)],
  );
  assert(moved === parts.length, `${parts.length - moved} lots of ${entryId} gone`);
  await tx.query(
    `INSERT INTO wallet_lot_move (entry_id, lot_id, order_id, principal_fen, bonus_fen) VALUES ?`,
    [
      parts.map((part) => [
        ...[entryId, part.lotId, orderId ?? null],
        ...[sign * part.principalFen, sign * part.bonusFen],
      ]),
    ],
  );
}

/** What is left of lots, by id; nothing of one that is not there. */
export async function lotsLeft(
  db: Pick<EntityManager, 'query'>,
  lotIds: readonly string[],
): Promise<(lotId: string) => { principalLeftFen: Fen; bonusLeftFen: Fen }> {
  const found =
    lotIds.length === 0
      ? []
      : await rows<LotPart>(
          db,
          `SELECT id AS lotId, principal_left_fen AS principalFen, bonus_left_fen AS bonusFen
           FROM wallet_lot WHERE id IN (?)`,
          [lotIds],
        );
  const byId = new Map(found.map((lot) => [lot.lotId, lot]));
  return (lotId) => ({
    principalLeftFen: fen(byId.get(lotId)?.principalFen ?? 0),
    bonusLeftFen: fen(byId.get(lotId)?.bonusFen ?? 0),
  });
}

/** What an order has of each lot and has not given back; its lots are locked, in their order. */
export async function lockTakenBy(tx: Tx, orderId: string): Promise<LotPart[]> {
  await tx.query(
    `SELECT id FROM wallet_lot
     WHERE id IN (SELECT lot_id FROM wallet_lot_move WHERE order_id = ?) ORDER BY id FOR UPDATE`,
    [orderId],
  );
  const found = await rows<LotPart>(
    tx,
    `SELECT lot_id AS lotId, -SUM(principal_fen) AS principalFen, -SUM(bonus_fen) AS bonusFen
     FROM wallet_lot_move WHERE order_id = ? GROUP BY lot_id
     HAVING principalFen <> 0 OR bonusFen <> 0 ORDER BY lot_id`,
    [orderId],
  );
  return found.map(typed);
}

function typed({ lotId, principalFen, bonusFen }: LotPart): LotPart {
  return { lotId, principalFen: fen(principalFen), bonusFen: fen(bonusFen) };
}

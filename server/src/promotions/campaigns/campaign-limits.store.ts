import type { CampaignInput } from '@siyu/shared';
import { Refusal } from '../../platform/refusal.js';
import { affected, rows, type Tx } from '../../platform/transaction.js';
import type { EntityManager } from 'typeorm';
import type { CampaignUse } from './promotion-use.store.js';

type Taken = Pick<CampaignUse, 'campaignId' | 'units' | 'savedFen'>;

/**
 * What bounds a campaign's use, beside its counts so that a CHECK holds them together; false when
 * more than that is taken already.
 */
export async function setLimits(
  tx: Tx,
  campaignId: string,
  { usesMax, budgetFen }: Pick<CampaignInput, 'usesMax' | 'budgetFen'>,
): Promise<boolean> {
  const limits = [usesMax, budgetFen];
  await tx.query('INSERT IGNORE INTO campaign_tally (campaign_id) VALUES (?)', [campaignId]);
  const set = await affected(
    tx,
    `UPDATE campaign_tally SET uses_max = ?, budget_fen = ?
     WHERE campaign_id = ? AND uses <= COALESCE(?, uses) AND spent_fen <= COALESCE(?, spent_fen)`,
    [...limits, campaignId, ...limits],
  );
  return set === 1;
}

/**
 * Takes from each campaign's uses and budget, in id order: its row is contended, so this comes
 * last in a transaction. @throws Refusal CAMPAIGN_EXHAUSTED
 */
export async function takeFromLimits(tx: Tx, taken: readonly Taken[]): Promise<void> {
  for (const { campaignId, units, savedFen } of byCampaign(taken)) {
    const took = await affected(
      tx,
      `UPDATE campaign_tally SET uses = uses + ?, spent_fen = spent_fen + ?
       WHERE campaign_id = ? AND uses + ? <= COALESCE(uses_max, uses + ?)
         AND spent_fen + ? <= COALESCE(budget_fen, spent_fen + ?)`,
      [units, savedFen, campaignId, units, units, savedFen, savedFen],
    );
    if (took === 0) throw new Refusal('CAMPAIGN_EXHAUSTED', { campaignId });
  }
}

export async function giveBackToLimits(tx: Tx, taken: readonly Taken[]): Promise<void> {
  for (const { campaignId, units, savedFen } of byCampaign(taken)) {
    await tx.query(
      'UPDATE campaign_tally SET uses = uses - ?, spent_fen = spent_fen - ? WHERE campaign_id = ?',
      [units, savedFen, campaignId],
    );
  }
}

/** Counts a shopper's uses; the counts after it, by campaign. */
export async function countForPerson(
  tx: Tx,
  shopperId: string,
  taken: readonly Taken[],
): Promise<Map<string, number>> {
  const uses = byCampaign(taken);
  await tx.query(
    `INSERT INTO campaign_person (shopper_id, campaign_id, uses) VALUES ?
     ON DUPLICATE KEY UPDATE uses = uses + VALUES(uses)`,
    [uses.map(({ campaignId, units }) => [shopperId, campaignId, units])],
  );
  return usesOfPerson(
    tx,
    shopperId,
    uses.map((one) => one.campaignId),
  );
}

/** Counts uses of one campaign by many shoppers, in id order, in one statement. */
export async function countForPersons(
  tx: Tx,
  campaignId: string,
  units: ReadonlyMap<string, number>,
): Promise<void> {
  const inOrder = [...units].sort(([a], [b]) => (a < b ? -1 : 1));
  await tx.query(
    `INSERT INTO campaign_person (shopper_id, campaign_id, uses) VALUES ?
     ON DUPLICATE KEY UPDATE uses = uses + VALUES(uses)`,
    [inOrder.map(([shopperId, uses]) => [shopperId, campaignId, uses])],
  );
}

/** What these shoppers have taken of a campaign; who has taken nothing is missing. */
export async function usesOfPersons(
  tx: Tx,
  campaignId: string,
  shopperIds: readonly string[],
): Promise<Map<string, number>> {
  const found = await rows<{ shopperId: string; uses: number }>(
    tx,
    `SELECT shopper_id AS shopperId, uses FROM campaign_person
     WHERE shopper_id IN (?) AND campaign_id = ?`,
    [shopperIds, campaignId],
  );
  return new Map(found.map((row) => [row.shopperId, row.uses]));
}

export async function uncountForPerson(
  tx: Tx,
  shopperId: string,
  taken: readonly Taken[],
): Promise<void> {
  for (const { campaignId, units } of byCampaign(taken)) {
    await tx.query(
      'UPDATE campaign_person SET uses = uses - ? WHERE shopper_id = ? AND campaign_id = ?',
      [units, shopperId, campaignId],
    );
  }
}

/** What a shopper has taken of these campaigns, unpaid orders counted. */
export async function usesOfPerson(
  db: Pick<EntityManager, 'query'>,
  shopperId: string,
  campaignIds: readonly string[],
): Promise<Map<string, number>> {
  if (campaignIds.length === 0) return new Map();
  const found = await rows<{ campaignId: string; uses: number }>(
    db,
    `SELECT campaign_id AS campaignId, uses FROM campaign_person
     WHERE shopper_id = ? AND campaign_id IN (?)`,
    [shopperId, campaignIds],
  );
  return new Map(found.map((row) => [row.campaignId, row.uses]));
}

/** Several coupons of one campaign count together; in id order, so that nobody waits crosswise. */
function byCampaign(
  taken: readonly Taken[],
): { campaignId: string; units: number; savedFen: number }[] {
  const sums = new Map<string, { campaignId: string; units: number; savedFen: number }>();
  for (const { campaignId, units, savedFen } of taken) {
    const sum = sums.get(campaignId) ?? { campaignId, units: 0, savedFen: 0 };
    sums.set(campaignId, {
      campaignId,
      units: sum.units + units,
      savedFen: sum.savedFen + savedFen,
    });
  }
  return [...sums.values()].sort((a, b) => (a.campaignId < b.campaignId ? -1 : 1));
}

import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';

/** The keys under which orders hold or held something of a campaign since then. */
export async function keysOfCampaign(
  db: Pick<EntityManager, 'query'>,
  campaignId: string,
  since: Date,
  limit: number,
): Promise<string[]> {
  const found = await rows<{ key: string }>(
    db,
    `SELECT orders.idempotency_key AS \`key\` FROM promotion_use AS taken
     JOIN orders ON orders.id = taken.order_id
     WHERE taken.campaign_id = ? AND taken.held_at >= ? LIMIT ?`,
    [campaignId, since, limit],
  );
  return found.map(({ key }) => key);
}

import type { Tx } from '../../platform/transaction.js';

/** A shopper who was told of a campaign, and when first. */
export interface Reached {
  campaignId: string;
  shopperId: string;
  at: Date;
}

/** Notes them; whom it had reached before keeps the time of before. In order of the key. */
export async function insertReached(tx: Tx, reached: readonly Reached[]): Promise<void> {
  const keyOf = ({ campaignId, shopperId }: Reached) => campaignId + shopperId;
  const inOrder = [...reached].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  await tx.query(
    'INSERT IGNORE INTO campaign_reach (campaign_id, shopper_id, reached_at) VALUES ?',
    [inOrder.map(({ campaignId, shopperId, at }) => [campaignId, shopperId, at])],
  );
}

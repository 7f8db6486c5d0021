import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';
import { A_SHOPPER, msOf, numbered, WHOEVER, type Whose } from './person.store.js';

type Db = Pick<EntityManager, 'query'>;

/** That somebody was reached by a channel or campaign. */
export type Touch = Whose & { groupId: string; at: number };

interface Stretch {
  from: Date;
  until: Date;
}

/** Which channels’ links were opened by whom, the first first. */
export function channelTouches(db: Db, { from, until }: Stretch): Promise<Touch[]> {
  const opened = `SELECT ${WHOEVER}, owner_id, visited_at
    FROM share_link JOIN visit ON visit.code = share_link.code
      AND visited_at >= ? AND visited_at < ?
    WHERE owner_kind = 'channel'`;
  return rows(
    db,
    `${numbered(opened, `owner_id AS groupId, ${msOf('visited_at')} AS at`)} ORDER BY at, owner_id`,
    [from, until],
  );
}

/** Whom campaigns reached: told of an offer, or ordering by it. */
export function campaignTouches(db: Db, { from, until }: Stretch): Promise<Touch[]> {
  const reached = `SELECT ${A_SHOPPER}, shopper_id AS id, campaign_id, MIN(at) AS at FROM (
      SELECT campaign_id, shopper_id, reached_at AS at FROM campaign_reach
      UNION ALL SELECT campaign_id, shopper_id, held_at FROM promotion_use) AS told
    WHERE at >= ? AND at < ? GROUP BY shopper_id, campaign_id`;
  return rows(
    db,
    `${numbered(reached, `campaign_id AS groupId, ${msOf('fact.at')} AS at`)} ORDER BY at, groupId`,
    [from, until],
  );
}

/** What channels or campaigns are called. */
export async function namesOf(
  db: Db,
  table: 'channel' | 'campaign',
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await rows<{ id: string; name: string }>(
    db,
    `SELECT id, name FROM ${table} WHERE id IN (?)`,
    [ids],
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}

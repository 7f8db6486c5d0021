import type {
  ChannelCost,
  ChannelInput,
  ChannelListQuery,
  CostVersion,
  ShareTarget,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../../platform/transaction.js';
import { where } from '../../platform/where.js';

type Db = Pick<EntityManager, 'query'>;

export interface ChannelRow {
  id: string;
  version: number;
  code: string;
  createdAt: Date;
  /** As an operator wrote it, but for what it costs, which has versions. */
  input: Omit<ChannelInput, 'cost'>;
}

type Row = Omit<ChannelRow, 'input'> &
  Omit<ChannelRow['input'], 'landing'> & {
    landingPage: ShareTarget['page'];
    landingId: string | null;
  };

const SELECT = `SELECT id, version, code, created_at AS createdAt, kind, state, name,
    owner_name AS ownerName, landing_page AS landingPage, landing_id AS landingId,
    welcome_campaign_id AS welcomeCampaignId
  FROM channel`;

export async function insertChannel(tx: Tx, { input, ...row }: ChannelRow): Promise<void> {
  await tx.query(
    `INSERT INTO channel (id, version, kind, state, name, owner_name, landing_page, landing_id,
       welcome_campaign_id, code, created_at) VALUES (?)`,
    [
      [
        ...[row.id, row.version, input.kind, input.state, input.name, input.ownerName],
        ...[input.landing.page, input.landing.targetId, input.welcomeCampaignId],
        ...[row.code, row.createdAt],
      ],
    ],
  );
}

/** Rewrites a channel and raises its version; false when it has another by now. */
export async function updateChannel(
  tx: Tx,
  { id, version, input }: Pick<ChannelRow, 'id' | 'version' | 'input'>,
): Promise<boolean> {
  const changed = await affected(
    tx,
    `UPDATE channel SET version = version + 1, kind = ?, state = ?, name = ?, owner_name = ?,
       landing_page = ?, landing_id = ?, welcome_campaign_id = ? WHERE id = ? AND version = ?`,
    [
      ...[input.kind, input.state, input.name, input.ownerName, input.landing.page],
      ...[input.landing.targetId, input.welcomeCampaignId, id, version],
    ],
  );
  return changed > 0;
}

export async function findChannel(db: Db, id: string): Promise<ChannelRow | null> {
  const [found] = await rows<Row>(db, `${SELECT} WHERE id = ?`, [id]);
  return found ? typed(found) : null;
}

/** Those of these channels that exist. */
export async function knownChannels(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await rows<{ id: string }>(db, 'SELECT id FROM channel WHERE id IN (?)', [ids]);
  return new Set(found.map(({ id }) => id));
}

/** Those of these channels that exist, the oldest first. */
export async function channelsNamed(db: Db, ids: readonly string[]): Promise<ChannelRow[]> {
  const sql = `${SELECT} WHERE id IN (?) ORDER BY id`;
  return (await rows<Row>(db, sql, [ids])).map(typed);
}

/** The open channels of a kind, the oldest first. */
export async function openChannelsOf(
  db: Db,
  kind: ChannelInput['kind'],
  limit: number,
): Promise<ChannelRow[]> {
  const sql = `${SELECT} WHERE kind = ? AND state = 'open' ORDER BY id LIMIT ?`;
  return (await rows<Row>(db, sql, [kind, limit])).map(typed);
}

/** Holds a channel: its statements are closed one after the other. */
export async function lockChannel(tx: Tx, id: string): Promise<ChannelRow | null> {
  const [found] = await rows<Row>(tx, `${SELECT} WHERE id = ? FOR UPDATE`, [id]);
  return found ? typed(found) : null;
}

/** Channels, newest first, and one more than asked for where there is one. */
export async function channelsWhere(db: Db, query: ChannelListQuery): Promise<ChannelRow[]> {
  const { clause, parameters } = where([
    ['kind = ?', query.kind],
    ['state = ?', query.state],
    ['id < ?', query.cursor],
  ]);
  const sql = `${SELECT} ${clause} ORDER BY id DESC LIMIT ?`;
  return (await rows<Row>(db, sql, [...parameters, query.limit + 1])).map(typed);
}

/** What a channel costs from that day on; what was written earlier on the same day never was. */
export async function putCost(
  tx: Tx,
  channelId: string,
  { fromDay, cost }: CostVersion,
): Promise<void> {
  await tx.query(
    `INSERT INTO channel_cost (channel_id, from_day, cost) VALUES (?, ?, ?)
     ON DUPLICATE KEY UPDATE cost = VALUES(cost)`,
    [channelId, fromDay, JSON.stringify(cost)],
  );
}

/** All there was of what these channels cost, by channel, the first version first. */
export async function costsOf(
  db: Db,
  channelIds: readonly string[],
): Promise<Map<string, CostVersion[]>> {
  const found = await rows<{ channelId: string; fromDay: string; cost: string }>(
    db,
    `SELECT channel_id AS channelId, from_day AS fromDay, CAST(cost AS CHAR) AS cost
     FROM channel_cost WHERE channel_id IN (?) ORDER BY channel_id, from_day`,
    [channelIds],
  );
  const costs = new Map<string, CostVersion[]>(channelIds.map((id) => [id, []]));
  for (const { channelId, fromDay, cost } of found) {
    costs.get(channelId)?.push({ fromDay, cost: JSON.parse(cost) as ChannelCost });
  }
  return costs;
}

/** What somebody who registered by this binding is welcomed with; null for anybody else. */
export async function welcomeOf(tx: Tx, bindingId: string): Promise<string | null> {
  const [found] = await rows<{ campaignId: string | null }>(
    tx,
    `SELECT welcome_campaign_id AS campaignId FROM referral_binding AS binding
     JOIN channel ON channel.id = binding.owner_id AND channel.state = 'open'
     JOIN shopper ON shopper.id = binding.shopper_id AND deleted_at IS NULL
     WHERE binding.id = ? AND owner_kind = 'channel' AND reason = 'FIRST_BINDING'
       AND bound_at < shopper.created_at + INTERVAL 1 DAY`,
    [bindingId],
  );
  return found?.campaignId ?? null;
}

function typed({
  id,
  version,
  code,
  createdAt,
  landingPage,
  landingId,
  ...input
}: Row): ChannelRow {
  const landing = { page: landingPage, targetId: landingId };
  return { id, version, code, createdAt, input: { ...input, landing } };
}

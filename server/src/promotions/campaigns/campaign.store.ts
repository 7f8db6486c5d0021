import {
  assertMove,
  CAMPAIGN_MOVES,
  campaignInputSchema,
  type CampaignInput,
  type CampaignListQuery,
  type CampaignState,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../../platform/transaction.js';
import { where } from '../../platform/where.js';

type Db = Pick<EntityManager, 'query'>;

export interface CampaignRow {
  id: string;
  version: number;
  state: CampaignState;
  input: CampaignInput;
  createdAt: Date;
}

const COLUMNS = 'id, version, state, input, created_at AS createdAt';

export async function insertCampaign(tx: Tx, row: CampaignRow): Promise<void> {
  const { kind, name } = row.input;
  await tx.query(
    `INSERT INTO campaign
       (id, version, kind, state, name, input, starts_at, ends_at, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[row.id, row.version, kind, row.state, name, JSON.stringify(row.input)],
      ...[...boundsOf(row.input), row.createdAt],
    ],
  );
}

/** Rewrites a locked campaign and raises its version. */
export async function updateCampaign(
  tx: Tx,
  { state }: Pick<CampaignRow, 'state'>,
  row: CampaignRow,
): Promise<void> {
  if (row.state !== state) assertMove(CAMPAIGN_MOVES, state, row.state, `campaign ${row.id}`);
  await tx.query(
    `UPDATE campaign SET version = version + 1, state = ?, name = ?, input = ?, starts_at = ?,
       ends_at = ? WHERE id = ?`,
    [row.state, row.input.name, JSON.stringify(row.input), ...boundsOf(row.input), row.id],
  );
}

export async function findCampaign(db: Db, id: string): Promise<CampaignRow | null> {
  const sql = `SELECT ${COLUMNS} FROM campaign WHERE id = ?`;
  const [found] = await rows<CampaignRow>(db, sql, [id]);
  return found ? typed(found) : null;
}

export async function lockCampaign(tx: Tx, id: string): Promise<CampaignRow | null> {
  const sql = `SELECT ${COLUMNS} FROM campaign WHERE id = ? FOR UPDATE`;
  const [found] = await rows<CampaignRow>(tx, sql, [id]);
  return found ? typed(found) : null;
}

/** A page of campaigns, newest first. */
export async function campaignsWhere(db: Db, query: CampaignListQuery): Promise<CampaignRow[]> {
  const { clause, parameters } = where([
    ['kind = ?', query.kind],
    ['state = ?', query.state],
    ['id < ?', query.cursor],
  ]);
  const sql = `SELECT ${COLUMNS} FROM campaign ${clause} ORDER BY id DESC LIMIT ?`;
  return (await rows<CampaignRow>(db, sql, [...parameters, query.limit + 1])).map(typed);
}

/** A campaign in play with what its limits have left, read together once a second. */
export interface PlayedRow extends CampaignRow {
  uses: number;
  spentFen: number;
  /** Until when what it gave to keep may be used; null where it gives nothing to keep. */
  inHandUntil: Date | null;
}

/** Published and not over, or with something of it still in shoppers' hands. */
const IN_PLAY = "((state = 'published' AND ends_at > ?) OR in_hand_until > ?)";

/** Campaigns that may still have an effect on what something costs. */
export async function campaignsInPlay(db: Db, now: Date, limit: number): Promise<PlayedRow[]> {
  const found = await rows<PlayedRow>(
    db,
    `SELECT ${COLUMNS}, COALESCE(tally.uses, 0) AS uses, COALESCE(tally.spent_fen, 0) AS spentFen,
       in_hand_until AS inHandUntil
     FROM campaign LEFT JOIN campaign_tally AS tally ON tally.campaign_id = campaign.id
     WHERE ${IN_PLAY} ORDER BY id LIMIT ${limit}`,
    [now, now],
  );
  return found.map((row) => ({ ...row, ...typed(row) }));
}

/** What a campaign gave to keep may be used until then at least. */
export async function keepInHand(tx: Tx, campaignId: string, until: Date): Promise<void> {
  await tx.query(
    `UPDATE campaign SET in_hand_until = ?
     WHERE id = ? AND (in_hand_until IS NULL OR in_hand_until < ?)`,
    [until, campaignId, until],
  );
}

function boundsOf({ slots }: CampaignInput): [Date, Date] {
  const ends = slots.map((slot) => Date.parse(slot.endsAt));
  return [new Date(slots[0]?.startsAt ?? 0), new Date(Math.max(...ends))];
}

function typed(row: CampaignRow): CampaignRow {
  const input: unknown = typeof row.input === 'string' ? JSON.parse(row.input) : row.input;
  return { ...row, input: campaignInputSchema.parse(input) };
}

export async function countInPlay(tx: Tx, now: Date): Promise<number> {
  const sql = `SELECT COUNT(*) AS inPlay FROM campaign WHERE ${IN_PLAY}`;
  const [found] = await rows<{ inPlay: number }>(tx, sql, [now, now]);
  return found?.inPlay ?? 0;
}

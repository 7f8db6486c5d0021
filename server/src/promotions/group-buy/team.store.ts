import { assertMove, TEAM_MOVES, type GroupBuyRule, type Team, type TeamState } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import type { Due } from '../../platform/due-sweep.js';
import { affected, rows, type Tx } from '../../platform/transaction.js';

/** A team with where it belongs. */
export interface TeamRow extends Team {
  id: string;
  campaignId: string;
  productId: string;
  /** What its leader bought: names the team's goods. */
  skuId: string;
  leaderId: string;
  completedBySystem: boolean;
  openedAt: Date;
  /** When its members are told that time runs out; null once they were, or it is closed. */
  warnAt: Date | null;
  closedAt: Date | null;
}

type Db = Pick<EntityManager, 'query'>;

const COLUMNS = `team.id, team.campaign_id AS campaignId, team.product_id AS productId,
  team.sku_id AS skuId, team.leader_id AS leaderId, team.state, team.size,
  team.seats_max AS seatsMax, team.locked, team.paid, team.completed_by_system AS completedBySystem,
  team.terms, team.opened_at AS openedAt, team.expires_at AS expiresAt, team.warn_at AS warnAt,
  team.closed_at AS closedAt`;

/** A team one may sit down in at an instant: it forms, somebody has paid, and a seat is free. */
const HAS_ROOM = `team.state = 'forming' AND team.paid > 0 AND team.locked < team.seats_max
  AND team.expires_at > ?`;

export async function insertTeam(tx: Tx, team: TeamRow): Promise<void> {
  await tx.query(
    `INSERT INTO team (id, campaign_id, product_id, sku_id, leader_id, state, size, seats_max,
       locked, paid, terms, opened_at, expires_at, warn_at) VALUES ?`,
    [
      [
        [
          ...[team.id, team.campaignId, team.productId, team.skuId, team.leaderId, team.state],
          ...[team.size, team.seatsMax, team.locked, team.paid, JSON.stringify(team.terms)],
          ...[team.openedAt, team.expiresAt, team.warnAt],
        ],
      ],
    ],
  );
}

export async function findTeam(db: Db, id: string): Promise<TeamRow | null> {
  const [found] = await rows<TeamRow>(db, `SELECT ${COLUMNS} FROM team WHERE id = ?`, [id]);
  return found ? typed(found) : null;
}

/** Locks teams in id order, so that nobody waits crosswise. */
export async function lockTeams(tx: Tx, ids: readonly string[]): Promise<TeamRow[]> {
  if (ids.length === 0) return [];
  const sql = `SELECT ${COLUMNS} FROM team WHERE id IN (?) ORDER BY id FOR UPDATE`;
  return (await rows<TeamRow>(tx, sql, [ids])).map(typed);
}

export async function lockTeam(tx: Tx, id: string): Promise<TeamRow | null> {
  const [found] = await lockTeams(tx, [id]);
  return found ?? null;
}

/** Takes a seat where there is one: a race for the last seat has one winner. */
export async function takeSeat(
  tx: Tx,
  teamId: string,
  as: 'held' | 'paid',
  now: Date,
): Promise<boolean> {
  const paid = as === 'paid' ? 1 : 0;
  const sql = `UPDATE team SET locked = locked + 1, paid = paid + ? WHERE id = ? AND ${HAS_ROOM}`;
  return (await affected(tx, sql, [paid, teamId, now])) === 1;
}

/** Writes the counters of a locked team, and who leads it. */
export async function writeTeam(
  tx: Tx,
  { id, locked, paid, leaderId }: Pick<TeamRow, 'id' | 'locked' | 'paid' | 'leaderId'>,
): Promise<void> {
  await tx.query('UPDATE team SET locked = ?, paid = ?, leader_id = ? WHERE id = ?', [
    ...[locked, paid, leaderId, id],
  ]);
}

/** Ends a locked team, for good. */
export async function endTeam(
  tx: Tx,
  { id, state }: Pick<TeamRow, 'id' | 'state'>,
  end: { state: TeamState; completedBySystem: boolean; closedAt: Date },
): Promise<void> {
  assertMove(TEAM_MOVES, state, end.state, `team ${id}`);
  await tx.query(
    `UPDATE team SET state = ?, completed_by_system = ?, closed_at = ?, warn_at = NULL
     WHERE id = ? AND state = ?`,
    [end.state, Number(end.completedBySystem), end.closedAt, id, state],
  );
}

/** Teams with room for this shopper, the fullest first. */
export async function teamsWithRoom(
  db: Db,
  among: { campaignId?: string; productId: string; withoutShopperId: string | null },
  now: Date,
  limit: number,
): Promise<TeamRow[]> {
  const found = await rows<TeamRow>(
    db,
    `SELECT ${COLUMNS} FROM team
     WHERE team.product_id = ? AND team.campaign_id = COALESCE(?, team.campaign_id) AND ${HAS_ROOM}
       AND NOT EXISTS (SELECT 1 FROM team_seat AS seat
         WHERE seat.team_id = team.id AND seat.shopper_id = ? AND seat.taken = 1)
     ORDER BY team.seats_max - team.locked, team.expires_at, team.id LIMIT ?`,
    [among.productId, among.campaignId ?? null, now, among.withoutShopperId, limit],
  );
  return found.map(typed);
}

/** A team with what its campaign sells now, which an edit may have changed since it was opened. */
export type PricedTeam = TeamRow & { rule: Pick<GroupBuyRule, 'prices'> };

/**
 * Of each product the team that is nearest its success, the nearest first. Nobody joins while a
 * campaign is paused; one that has ended lets its teams run on (case 11).
 */
export async function teamsNearest(db: Db, now: Date, limit: number): Promise<PricedTeam[]> {
  const nearest = 'team.size - team.paid, team.expires_at, team.id';
  const found = await rows<PricedTeam>(
    db,
    `SELECT ${COLUMNS}, JSON_EXTRACT(campaign.input, '$.rule') AS rule FROM (
       SELECT team.*, ROW_NUMBER() OVER (PARTITION BY team.product_id ORDER BY ${nearest}) AS place
       FROM team JOIN campaign ON campaign.id = team.campaign_id AND campaign.state <> 'paused'
       WHERE ${HAS_ROOM} AND team.paid < team.size
     ) AS team JOIN campaign ON campaign.id = team.campaign_id
     WHERE team.place = 1 ORDER BY ${nearest} LIMIT ?`,
    [now, limit],
  );
  return found.map((row) => ({ ...typed(row), rule: jsonOf<PricedTeam['rule']>(row.rule) }));
}

/** Teams whose time is over, the longest overdue first, from the one after `after`. */
export function teamsOverdue(db: Db, now: Date, after: Due, limit: number): Promise<Due[]> {
  return teamsPast(db, 'expires_at', now, after, limit);
}

/** Teams whose members are to be told that time runs out. */
export function teamsToWarn(db: Db, now: Date, after: Due, limit: number): Promise<Due[]> {
  return teamsPast(db, 'warn_at', now, after, limit);
}

export async function noteWarned(tx: Tx, id: string): Promise<void> {
  await tx.query('UPDATE team SET warn_at = NULL WHERE id = ?', [id]);
}

function teamsPast(
  db: Db,
  column: 'expires_at' | 'warn_at',
  now: Date,
  after: Due,
  limit: number,
): Promise<Due[]> {
  return rows<Due>(
    db,
    `SELECT id, ${column} AS dueAt FROM team
     WHERE state = 'forming' AND ${column} <= ? AND ${column} >= ? AND (${column} > ? OR id > ?)
     ORDER BY ${column}, id LIMIT ?`,
    [now, after.dueAt, after.dueAt, after.id, limit],
  );
}

/** A row as it is read: flags are numbers, and JSON is text on some servers. */
export function typed<Row extends TeamRow>(row: Row): Row {
  return {
    ...row,
    completedBySystem: Boolean(row.completedBySystem),
    terms: jsonOf<Row['terms']>(row.terms),
  };
}

function jsonOf<Value>(read: unknown): Value {
  return (typeof read === 'string' ? JSON.parse(read) : read) as Value;
}

/** The columns of a team, for queries that read more beside them. */
export const TEAM_COLUMNS = COLUMNS;

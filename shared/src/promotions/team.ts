import type { Moves } from '../moves.js';
import type { RefusalCode } from '../refusal.js';
import type { GroupBuyRule } from './group-buy.js';

/**
 * The life of a team. It forms until it is full or its time is over; then it has succeeded or
 * failed, for good.
 */
export const TEAM_STATES = ['forming', 'succeeded', 'failed'] as const;
export type TeamState = (typeof TEAM_STATES)[number];

/** Every legal move; whatever is not listed is refused. */
export const TEAM_MOVES: Moves<TeamState> = {
  forming: ['succeeded', 'failed'],
  succeeded: [],
  failed: [],
};

/**
 * The life of a seat: kept for an order until it is paid; freed when the order closes unpaid, or is
 * given up while the team forms. A payment that comes late sits down again.
 */
export const SEAT_STATES = ['held', 'paid', 'freed'] as const;
export type SeatState = (typeof SEAT_STATES)[number];

/** Every legal move; a payment that comes late may find its seat still held. */
export const SEAT_MOVES: Moves<SeatState> = {
  held: ['paid', 'freed'],
  paid: ['freed'],
  freed: ['paid'],
};

/** What a team was opened under: later edits of its campaign, and its end, change none of it. */
export type TeamTerms = Pick<
  GroupBuyRule,
  'ladder' | 'newcomersJoin' | 'latePayer' | 'systemCompletesFromBps'
>;

/** A team as rules see it. */
export interface Team {
  state: TeamState;
  /** People it needs to succeed. */
  size: number;
  /** People it has room for: more than it needs where a ladder lowers the price for more. */
  seatsMax: number;
  /** Seats that are taken, paid ones among them. */
  locked: number;
  paid: number;
  terms: TeamTerms;
  expiresAt: Date;
}

/** Seats a team of this rule has: as many people as its ladder's last step counts. */
export function seatsOf({ size, ladder }: Pick<GroupBuyRule, 'size' | 'ladder'>): number {
  return ladder.at(-1)?.people ?? size;
}

/**
 * Where a team stands: it succeeds as soon as every seat is paid. At its deadline it succeeds when
 * enough are, or when the system completes it, and fails otherwise (case 05: the deadline itself is
 * too late, so one instant has one outcome, whoever looks first).
 */
export function teamOutcome(team: Team, now: Date): TeamState {
  if (team.state !== 'forming') return team.state;
  if (team.paid >= team.seatsMax) return 'succeeded';
  if (now < team.expiresAt) return 'forming';
  return team.paid >= team.size || isCompletedBySystem(team) ? 'succeeded' : 'failed';
}

/**
 * 模拟成团: whether a team that is short of people at its deadline is completed by the system. The
 * share asked for is rounded up to whole people (case 10: 40 % of 4 is 1.6, so two have paid).
 * Nobody is invented: no seat is taken, and it is shown for what it is.
 */
export function isCompletedBySystem(team: Pick<Team, 'paid' | 'size' | 'terms'>): boolean {
  const from = systemCompletesFrom(team);
  return from !== null && team.paid >= from && team.paid < team.size;
}

/** People who must have paid for the system to complete a team; null where it never does. */
export function systemCompletesFrom({
  size,
  terms,
}: {
  size: number;
  terms: Pick<TeamTerms, 'systemCompletesFromBps'>;
}): number | null {
  const { systemCompletesFromBps: bps } = terms;
  return bps === null ? null : Math.max(1, Math.ceil((size * bps) / 10_000));
}

/** Who wants to sit down: whether they sit already, and whether they have yet to order first. */
export interface Joiner {
  isMember: boolean;
  isNewcomer: boolean;
}

/** Why this shopper may not join, or null. Button and server ask the same. */
export function refusalToJoin(team: Team, joiner: Joiner, now: Date): RefusalCode | null {
  if (joiner.isMember) return 'GROUP_ALREADY_JOINED';
  const outcome = teamOutcome(team, now);
  if (outcome === 'succeeded' || team.locked >= team.seatsMax) return 'GROUP_FULL';
  // A team nobody has paid for is not there yet: its leader may still walk away.
  if (outcome === 'failed' || team.paid === 0) return 'GROUP_EXPIRED';
  return team.terms.newcomersJoin && !joiner.isNewcomer ? 'NEWCOMERS_ONLY' : null;
}

/** Who leads when the leader leaves: whoever has paid longest; null when nobody is left to. */
export function heirOf(
  members: readonly { shopperId: string; orderId: string; paidAt: Date }[],
): string | null {
  const [first] = [...members].sort(
    (a, b) => a.paidAt.getTime() - b.paidAt.getTime() || (a.orderId < b.orderId ? -1 : 1),
  );
  return first?.shopperId ?? null;
}

/**
 * 阶梯: basis points of what was paid that go back at the close, for so many people who have paid;
 * nobody is counted whom the system stands in for.
 */
export function ladderOffBps({ ladder }: Pick<TeamTerms, 'ladder'>, people: number): number {
  return ladder.filter((step) => step.people <= people).at(-1)?.offBps ?? 0;
}

const WARN_BEFORE_MS = 2 * 3_600_000;

/** When members are told that time runs out: two hours before, or half way through a short life. */
export function warnAt(openedAt: Date, expiresAt: Date): Date {
  const lifeMs = expiresAt.getTime() - openedAt.getTime();
  return new Date(expiresAt.getTime() - Math.min(WARN_BEFORE_MS, lifeMs / 2));
}

import type { TeamAnswer } from '@siyu/shared';

/** How a team's page is drawn: its state, and what is left of a team that still forms. */
export type TeamStage = 'forming' | 'full' | 'expired' | 'succeeded' | 'completed' | 'failed';

/**
 * Where a team stands for whoever looks. `full`: nobody may sit down now, though a seat that is not
 * paid may come free. `expired`: its time is over and the server has yet to close it.
 */
export function stageOf(team: TeamAnswer, now: Date): TeamStage {
  if (team.state === 'succeeded') return team.completedBySystem ? 'completed' : 'succeeded';
  if (team.state === 'failed') return 'failed';
  if (now >= new Date(team.expiresAt)) return 'expired';
  return team.seatsLeft === 0 ? 'full' : 'forming';
}

/** What "from" begins at; undefined where nothing is sold any more. */
export function lowestOf<Price extends { priceFen: number }>(
  prices: readonly Price[],
): Price | undefined {
  return [...prices].sort((a, b) => a.priceFen - b.priceFen)[0];
}

/** Seats of a team that forms which are taken and have yet to be paid. */
export function heldSeats({
  seatsMax,
  paid,
  seatsLeft,
}: Pick<TeamAnswer, 'seatsMax' | 'paid' | 'seatsLeft'>): number {
  return seatsMax - paid - seatsLeft;
}

/** Circles drawn of a team: as many as it needs, or as have paid where that is more. */
export function seatsShown({ size, members }: Pick<TeamAnswer, 'size' | 'members'>): number {
  return Math.min(SEATS_SHOWN_MAX, Math.max(size, members.length));
}
export const SEATS_SHOWN_MAX = 12;

import type { Team, TeamTerms } from '../../shared/src/promotions/team.js';

export const NOON = new Date('2026-11-18T04:00:00.000Z');
export const DEADLINE = new Date('2026-11-19T04:00:00.000Z');

/** A team of three that forms, its leader paid, until tomorrow noon. */
export function aTeam({
  terms,
  ...given
}: Partial<Omit<Team, 'terms'>> & { terms?: Partial<TeamTerms> } = {}): Team {
  const size = given.size ?? 3;
  const paid = given.paid ?? 1;
  return {
    ...{ state: 'forming', size, seatsMax: size, locked: paid, paid, expiresAt: DEADLINE },
    ...given,
    terms: {
      ...{ ladder: [], newcomersJoin: false },
      ...{ latePayer: 'seat-elsewhere', systemCompletesFromBps: null },
      ...terms,
    },
  };
}

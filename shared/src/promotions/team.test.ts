import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aTeam, DEADLINE, NOON } from '../../../test/factories/team.js';
import {
  heirOf,
  isCompletedBySystem,
  ladderOffBps,
  refusalToJoin,
  seatsOf,
  SEAT_MOVES,
  SEAT_STATES,
  TEAM_MOVES,
  TEAM_STATES,
  teamOutcome,
  warnAt,
} from './team.js';

const justBefore = new Date(DEADLINE.getTime() - 1);
const NEWCOMER = { isMember: false, isNewcomer: true };
const LADDER = [
  { people: 3, offBps: 500 },
  { people: 5, offBps: 1_000 },
];

describe('of all moves of a team', () => {
  it('then only a forming one moves, and what it came to is final', () => {
    const moves = TEAM_STATES.flatMap((from) =>
      TEAM_STATES.filter((to) => TEAM_MOVES[from].includes(to)).map((to) => `${from} → ${to}`),
    );
    expect(moves).toEqual(['forming → succeeded', 'forming → failed']);
  });
});

describe('of all moves of a seat', () => {
  it('then exactly these are legal: a late payment may find it held or freed', () => {
    const moves = SEAT_STATES.flatMap((from) =>
      SEAT_STATES.filter((to) => SEAT_MOVES[from].includes(to)).map((to) => `${from} → ${to}`),
    );
    expect(moves).toEqual(['held → paid', 'held → freed', 'paid → freed', 'freed → paid']);
  });
});

describe('given a team of three', () => {
  it('when two have paid, then it forms until its deadline and fails on it', () => {
    expect(teamOutcome(aTeam({ paid: 2 }), justBefore)).toBe('forming');
    expect(teamOutcome(aTeam({ paid: 2 }), DEADLINE)).toBe('failed');
  });

  it('when the third has paid, then it has succeeded', () =>
    expect(teamOutcome(aTeam({ paid: 3 }), NOON)).toBe('succeeded'));

  it('when its seats are held but not paid, then it forms', () =>
    expect(teamOutcome(aTeam({ paid: 1, locked: 3 }), NOON)).toBe('forming'));

  it('when it has failed, then nothing makes it succeed', () =>
    expect(teamOutcome(aTeam({ paid: 3, state: 'failed' }), NOON)).toBe('failed'));
});

describe('given a team with a ladder up to five', () => {
  const ladder = { terms: { ladder: LADDER }, seatsMax: seatsOf({ size: 3, ladder: LADDER }) };

  it('when it has the people it needs, then it goes on gathering, and has succeeded at its end', () => {
    expect(teamOutcome(aTeam({ ...ladder, paid: 4 }), justBefore)).toBe('forming');
    expect(teamOutcome(aTeam({ ...ladder, paid: 4 }), DEADLINE)).toBe('succeeded');
    expect(teamOutcome(aTeam({ ...ladder, paid: 5 }), NOON)).toBe('succeeded');
  });

  it.each([
    [2, 0],
    [3, 500],
    [4, 500],
    [5, 1_000],
    [9, 1_000],
  ])('when %s have paid, then %s bps go back', (people, offBps) =>
    expect(ladderOffBps({ ladder: LADDER }, people)).toBe(offBps),
  );
});

describe('case 10: given teams of four that the system completes from 40 %', () => {
  const team = (paid: number) => aTeam({ size: 4, paid, terms: { systemCompletesFromBps: 4_000 } });

  it('then 1.6 people are two', () => {
    expect(isCompletedBySystem(team(1))).toBe(false);
    expect(isCompletedBySystem(team(2))).toBe(true);
    expect(teamOutcome(team(1), DEADLINE)).toBe('failed');
    expect(teamOutcome(team(2), DEADLINE)).toBe('succeeded');
  });

  it('then it waits until the deadline for real people', () =>
    expect(teamOutcome(team(2), justBefore)).toBe('forming'));

  it('then a team that is complete needs no completing, and an empty one gets none', () => {
    expect(isCompletedBySystem(team(4))).toBe(false);
    const fromAnyone = aTeam({ paid: 0, terms: { systemCompletesFromBps: 1 } });
    expect(isCompletedBySystem(fromAnyone)).toBe(false);
  });
});

describe('joining', () => {
  const refusal = (team: Parameters<typeof aTeam>[0], joiner = NEWCOMER, now = NOON) =>
    refusalToJoin(aTeam(team), joiner, now);

  it('given a seat and time, then one may', () => expect(refusal({})).toBeNull());

  it('case 12: given one sits there already, then GROUP_ALREADY_JOINED', () =>
    expect(refusal({}, { ...NEWCOMER, isMember: true })).toBe('GROUP_ALREADY_JOINED'));

  it('given the last seat is held, paid or not, then GROUP_FULL', () => {
    expect(refusal({ locked: 3 })).toBe('GROUP_FULL');
    expect(refusal({ paid: 3, state: 'succeeded' })).toBe('GROUP_FULL');
  });

  it('given the last instant, then one may; given the deadline, then GROUP_EXPIRED', () => {
    expect(refusal({}, NEWCOMER, justBefore)).toBeNull();
    expect(refusal({}, NEWCOMER, DEADLINE)).toBe('GROUP_EXPIRED');
  });

  it('given its leader has not paid, then there is nothing to join', () =>
    expect(refusal({ paid: 0, locked: 1 })).toBe('GROUP_EXPIRED'));

  it('given 老带新, then only newcomers may', () => {
    const terms = { newcomersJoin: true };
    expect(refusal({ terms })).toBeNull();
    expect(refusal({ terms }, { ...NEWCOMER, isNewcomer: false })).toBe('NEWCOMERS_ONLY');
  });

  it('then whoever may join finds a team that forms with a seat', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 9 }),
        fc.nat(9),
        fc.nat(9),
        fc.constantFrom(...TEAM_STATES),
        fc.boolean(),
        (size, locked, paid, state, isLate) => {
          const now = isLate ? DEADLINE : NOON;
          const team = aTeam({ size, locked, paid: Math.min(paid, locked), state });
          if (refusalToJoin(team, NEWCOMER, now) !== null) return;
          expect(teamOutcome(team, now)).toBe('forming');
          expect(team.locked).toBeLessThan(team.seatsMax);
        },
      ),
    ));
});

describe('leadership', () => {
  const paidAt = (shopperId: string, minute: number) => ({
    ...{ shopperId, orderId: `order of ${shopperId}` },
    paidAt: new Date(NOON.getTime() + minute * 60_000),
  });

  it('passes to whoever has paid longest', () =>
    expect(heirOf([paidAt('bo', 9), paidAt('ann', 3), paidAt('cy', 5)])).toBe('ann'));

  it('given two paid in the same instant, then to the earlier order', () =>
    expect(heirOf([paidAt('bo', 3), paidAt('ann', 3)])).toBe('ann'));

  it('given nobody is left, then to nobody', () => expect(heirOf([])).toBeNull());
});

describe('the warning', () => {
  it('comes two hours before the end', () =>
    expect(warnAt(NOON, DEADLINE)).toEqual(new Date('2026-11-19T02:00:00.000Z')));

  it('comes half way through an hour', () =>
    expect(warnAt(NOON, new Date('2026-11-18T05:00:00.000Z'))).toEqual(
      new Date('2026-11-18T04:30:00.000Z'),
    ));
});

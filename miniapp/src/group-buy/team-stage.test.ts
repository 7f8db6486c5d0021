import { describe, expect, it } from '@jest/globals';
import type { TeamAnswer } from '@siyu/shared';
import { heldSeats, lowestOf, SEATS_SHOWN_MAX, seatsShown, stageOf } from './team-stage';

const END = new Date('2026-11-21T12:00:00Z');
const before = new Date(END.getTime() - 1);

const aTeam = (given: Partial<TeamAnswer> = {}) =>
  ({
    ...{ state: 'forming', completedBySystem: false, seatsLeft: 1, expiresAt: END.toISOString() },
    ...given,
  }) as TeamAnswer;

describe('where a team stands on its page', () => {
  it('forms until its end, at which the server decides', () => {
    expect(stageOf(aTeam(), before)).toBe('forming');
    expect(stageOf(aTeam(), END)).toBe('expired');
  });

  it('is full while the last seat is held by an order that is not paid', () => {
    expect(stageOf(aTeam({ seatsLeft: 0 }), before)).toBe('full');
  });

  it('says who completed it', () => {
    expect(stageOf(aTeam({ state: 'succeeded' }), before)).toBe('succeeded');
    expect(stageOf(aTeam({ state: 'succeeded', completedBySystem: true }), END)).toBe('completed');
    expect(stageOf(aTeam({ state: 'failed' }), END)).toBe('failed');
  });

  it('draws a seat for each it needs or has, and a dozen at most', () => {
    const people = (count: number) => Array<TeamAnswer['members'][number]>(count);
    expect(seatsShown({ size: 3, members: people(1) })).toBe(3);
    expect(seatsShown({ size: 3, members: people(5) })).toBe(5);
    expect(seatsShown({ size: 50, members: people(1) })).toBe(SEATS_SHOWN_MAX);
  });
});

describe('given a team that forms', () => {
  it('when somebody has yet to pay, then that seat is held, and neither paid nor free', () =>
    expect(heldSeats({ seatsMax: 3, paid: 1, seatsLeft: 1 })).toBe(1));
});

describe('given what a team sells', () => {
  it('when options differ in price, then "from" begins at the lowest of them', () =>
    expect(lowestOf([{ priceFen: 5_290 }, { priceFen: 2_990 }])).toEqual({ priceFen: 2_990 }));

  it('when nobody can join any more, then it begins nowhere', () =>
    expect(lowestOf([])).toBeUndefined());
});

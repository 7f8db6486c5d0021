import { describe, expect, it } from '@jest/globals';
import { ownedOf } from './owned.js';
import { firstLinkState, LINK_STATES, mayMoveLink, mayUndo } from './person-link.js';

describe('given evidence that two accounts are one person', () => {
  it('when WeChat says so, then they are joined', () =>
    expect(firstLinkState('unionid', false)).toBe('joined'));

  it('case 62: when WeChat says so and both hold balance, then a person decides', () =>
    expect(firstLinkState('unionid', true)).toBe('proposed'));

  it('case 27: when they have one phone number, then it is only proposed', () =>
    expect(firstLinkState('phone', false)).toBe('proposed'));

  it('when a file of another system suggests it, then it is only proposed', () =>
    expect(firstLinkState('import', false)).toBe('proposed'));

  it('then no illegal move is made', () => {
    const legal = LINK_STATES.flatMap((from) =>
      LINK_STATES.filter((to) => mayMoveLink(from, to)).map((to) => `${from} ${to}`),
    );
    expect(legal).toEqual([
      ...['proposed joined', 'proposed refused'],
      ...['joined split', 'refused joined', 'split joined'],
    ]);
  });

  it('then a join is undone until its last instant, and not after', () => {
    const until = new Date('2026-12-01T04:00:00.000Z');
    expect(mayUndo(until, until)).toBe(true);
    expect(mayUndo(until, new Date(until.getTime() + 1))).toBe(false);
  });

  it('then what is owned is what is worth money, of all accounts together', () => {
    const left = [
      { kind: 'points' as const, amount: 20 },
      { kind: 'growth' as const, amount: 300 },
      { kind: 'open-orders' as const, amount: 1 },
      { kind: 'points' as const, amount: 5 },
    ];
    expect(ownedOf(left)).toEqual([{ kind: 'points', amount: 25 }]);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aProgramme } from '../../../test/factories/programme.js';
import { daysAfter } from '../beijing-time.js';
import { fen } from '../money.js';
import {
  findingsOf,
  limitReached,
  refusalToReward,
  rewardDueAt,
  type QualifyingAction,
} from './reward.js';

const NOON = new Date('2026-11-18T04:00:00.000Z');
const programme = aProgramme({
  ...{ startsAt: NOON.toISOString(), endsAt: daysAfter(NOON, 30).toISOString() },
});

function anAction(over: Partial<QualifyingAction> = {}): QualifyingAction {
  return {
    ...{ action: 'first-paid', at: NOON, wasNew: true, touchedAt: daysAfter(NOON, -3) },
    ...{ registeredAt: NOON, keptFen: fen(5_000), ...over },
  };
}

describe('given what a friend did', () => {
  it.each([
    ['a first order while it runs', {}, null],
    ['one in the instant before it starts', { at: new Date(NOON.getTime() - 1) }, 'NOT_RUNNING'],
    ['one in the instant it ends', { at: daysAfter(NOON, 30) }, 'NOT_RUNNING'],
    ['an order of someone who had ordered before', { wasNew: false }, 'NOT_NEW'],
    ['an order below what counts', { keptFen: fen(4_999) }, 'ORDER_TOO_SMALL'],
    ['a registration by the link', { action: 'registered' }, null],
    [
      'a registration from before the link was opened',
      { action: 'registered', registeredAt: daysAfter(NOON, -4) },
      'REGISTERED_BEFORE',
    ],
  ] as const)('when it is %s, then %j says %s', (_, over, refusal) =>
    expect(refusalToReward(programme, anAction(over))).toBe(refusal),
  );

  it('case 52: when nothing was paid for the order in money, then it earns nothing', () => {
    const free = aProgramme({ ...programme, orderMinFen: fen(0) });
    expect(refusalToReward(free, anAction({ keptFen: fen(0) }))).toBe('ORDER_TOO_SMALL');
    expect(refusalToReward(free, anAction({ keptFen: fen(1) }))).toBeNull();
  });

  it('then a registration is due at once, an order when it can no longer be sent back', () => {
    expect(rewardDueAt({ action: 'registered', at: NOON }, null)).toEqual(NOON);
    expect(rewardDueAt({ action: 'first-paid', at: NOON }, null)).toBeNull();
    const until = daysAfter(NOON, 15);
    expect(rewardDueAt({ action: 'first-completed', at: NOON }, until)).toEqual(until);
  });
});

describe('given any limits and any days on which friends come', () => {
  it('then nobody has more than the limits, on a day or over all', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 20 }),
        (rewardsMax, rewardsPerDayMax, days) => {
          const given: number[] = [];
          for (const day of days) {
            const today = given.filter((one) => one === day).length;
            const had = { total: given.length, today };
            if (!limitReached({ rewardsMax, rewardsPerDayMax }, had)) given.push(day);
          }
          expect(given.length).toBeLessThanOrEqual(rewardsMax);
          for (const day of given) {
            expect(given.filter((one) => one === day).length).toBeLessThanOrEqual(rewardsPerDayMax);
          }
        },
      ),
    ));
});

describe('given the rules as they would be shown', () => {
  const because = (rulesText: string) => findingsOf({ ...programme, rulesText }, NOON);

  it('then they must be told whole', () =>
    expect(because('邀请有礼')).toEqual(['RULES_TOO_SHORT']));

  it.each([
    [
      '分享即得 5 元，多分享多得，好友打开页面即可，数量有限，先到先得，送完为止',
      'REWARDS_SHARING',
    ],
    ['转发就送 100 积分，多转发多得，好友打开页面即可，数量有限，先到先得', 'REWARDS_SHARING'],
    ['好友首单后可参与一次抽奖，最高可得 100 元，奖品数量有限，先到先得', 'REWARDS_BY_LOT'],
  ])('when %s, then it is refused as %s', (text, code) => expect(because(text)).toEqual([code]));

  it('when it has ended, then it is not published', () =>
    expect(findingsOf(programme, daysAfter(NOON, 30))).toEqual(['ENDED']));
});

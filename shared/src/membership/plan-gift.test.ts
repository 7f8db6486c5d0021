import { describe, expect, it } from '@jest/globals';
import { planGiftState, refusalToAccept, type PlanGift } from './plan-gift.js';

const NOON = new Date('2026-11-18T04:00:00.000Z');
const EARLIER = new Date(NOON.getTime() - 1);
const LATER = new Date(NOON.getTime() + 1);

/** A gift that nobody has accepted and that waits until noon. */
const aGift = (over: Partial<PlanGift> = {}) => ({
  ...{ giverId: 'ann', expiresAt: NOON, acceptedAt: null, endedAt: null },
  ...over,
});

describe('a plan given to a friend', () => {
  it.each([
    ['an instant before its day is over', aGift(), EARLIER, 'waiting'],
    ['in the instant in which it is over', aGift(), NOON, 'expired'],
    ['accepted', aGift({ acceptedAt: EARLIER }), LATER, 'accepted'],
    ['accepted and given back by the shop', givenBack(), LATER, 'refunded'],
    ['taken back before its day', aGift({ endedAt: EARLIER }), EARLIER, 'taken-back'],
    ['taken back, long after', aGift({ endedAt: EARLIER }), LATER, 'taken-back'],
    ['given back by itself when its day was over', aGift({ endedAt: NOON }), LATER, 'expired'],
  ] as const)('given one %s, then it says so', (_, gift, now, state) =>
    expect(planGiftState(gift, now)).toBe(state),
  );

  it.each([
    ['a friend, in time', 'bo', aGift(), EARLIER, null],
    ['a friend, too late', 'bo', aGift(), NOON, 'PLAN_GIFT_STATE'],
    ['a friend, after another', 'bo', aGift({ acceptedAt: EARLIER }), EARLIER, 'PLAN_GIFT_STATE'],
    ['the giver', 'ann', aGift(), EARLIER, 'PLAN_GIFT_OWN'],
  ] as const)('when %s accepts it, then this is answered', (_, who, gift, now, refusal) =>
    expect(refusalToAccept(gift, who, now)).toBe(refusal),
  );
});

function givenBack() {
  return aGift({ acceptedAt: EARLIER, endedAt: NOON });
}

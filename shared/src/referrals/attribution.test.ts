import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aBinding, aCustomer, aRule, aTouch, shopperOwner } from '../../../test/factories/touch.js';
import { daysAfter } from '../beijing-time.js';
import {
  attribute,
  isInForce,
  type Attribution,
  type AttributionRule,
  type Binding,
  type Customer,
  type Touch,
} from './attribution.js';

const NOON = new Date('2026-11-18T04:00:00.000Z');
const day = (days: number) => daysAfter(NOON, days);

interface Case {
  touches: Touch[];
  customer?: Customer;
  standing?: Binding | null;
  rule?: AttributionRule;
  now?: Date;
}

function outcomeOf({ touches, customer, standing, rule, now }: Case): Attribution {
  const asked = { touches, customer: customer ?? aCustomer(), standing: standing ?? null };
  return attribute(asked, rule ?? aRule(), now ?? NOON);
}

/** Of each touch what became of it, and whose the customer is made by it. */
function told(of: Case): { reasons: string[]; owner: string | null } {
  const { decisions, made } = outcomeOf(of);
  return { reasons: decisions.map((one) => one.reason), owner: made?.binding.owner.id ?? null };
}

describe('given a visitor who opened links of two before they first came', () => {
  const touches = [aTouch('ann', day(-3)), aTouch('bo', day(-1))];

  it('when the last touch counts, then they are whose link they opened last', () =>
    expect(told({ touches })).toEqual({
      reasons: ['ANOTHER_TOUCH_WON', 'FIRST_BINDING'],
      owner: 'bo',
    }));

  it('when the first touch counts, then whose they opened first', () =>
    expect(told({ touches, rule: aRule({ touch: 'first' }) })).toEqual({
      reasons: ['FIRST_BINDING', 'ANOTHER_TOUCH_WON'],
      owner: 'ann',
    }));

  it('when they have ordered before, then nobody’s, unless all customers count', () => {
    const customer = aCustomer({ hasOrdered: true });
    expect(told({ touches, customer }).reasons).toEqual(['NOT_NEW', 'NOT_NEW']);
    expect(told({ touches, customer, rule: aRule({ customers: 'all' }) }).owner).toBe('bo');
  });

  it('then the binding runs from now, protected and valid for the days of the rule', () =>
    expect(outcomeOf({ touches }).made?.binding).toEqual(aBinding('bo', { boundAt: NOON })));
});

describe('given how long ago a link was opened', () => {
  it.each([
    ['in the last instant of the validity', new Date(day(-90).getTime() + 1), 'FIRST_BINDING'],
    ['exactly so many days ago', day(-90), 'TOUCH_TOO_OLD'],
  ])('when %s, then %s', (_, at, reason) =>
    expect(told({ touches: [aTouch('ann', at)] }).reasons).toEqual([reason]),
  );
});

describe('case 49: given who would bring themselves, or each other', () => {
  it('when it is their own link, then it is refused', () =>
    expect(told({ touches: [aTouch('cat', NOON)] }).reasons).toEqual(['SELF']));

  it('when it is of their own second openid under one unionid, then it is refused', () => {
    const customer = aCustomer({ samePersonIds: ['cat', 'cat-2'] });
    expect(told({ touches: [aTouch('cat-2', NOON)], customer }).reasons).toEqual(['SAME_PERSON']);
  });

  it('when the owner is this customer’s own customer, then the circle is refused', () => {
    const touch = aTouch('ann', NOON, { ownerBoundTo: shopperOwner('cat') });
    expect(told({ touches: [touch] }).reasons).toEqual(['CIRCLE']);
  });

  it('when a third is between them, then it binds: longer circles are for the risk room', () => {
    const touch = aTouch('ann', NOON, { ownerBoundTo: shopperOwner('bo') });
    expect(told({ touches: [touch] }).owner).toBe('ann');
  });
});

describe('case 50: given a customer who is bound to ann', () => {
  const standing = aBinding('ann', { boundAt: NOON });
  const when = (days: number, over: Partial<Case> = {}) =>
    told({ touches: [aTouch('bo', day(days))], standing, now: day(days), ...over });

  it('when they open bo’s link while protected, then they stay ann’s', () => {
    expect(when(29)).toEqual({ reasons: ['PROTECTED'], owner: null });
    expect(
      outcomeOf({ touches: [aTouch('bo', day(29))], standing, now: day(29) }).decisions,
    ).toEqual([
      {
        ...{ touchId: aTouch('bo', day(29)).id, reason: 'PROTECTED' },
        facts: { until: day(30).toISOString() },
      },
    ]);
  });

  it('when the protection has just ended, then bo takes over, where the last touch counts', () => {
    expect(when(30)).toEqual({ reasons: ['TAKEN_OVER'], owner: 'bo' });
    expect(when(30, { rule: aRule({ touch: 'first' }) }).reasons).toEqual(['FIRST_TOUCH_STANDS']);
  });

  it('when the binding has lapsed, then bo has them by either touch', () => {
    const touches = [aTouch('bo', day(90))];
    for (const touch of ['first', 'last'] as const) {
      const outcome = outcomeOf({ touches, standing, now: day(90), rule: aRule({ touch }) });
      expect(outcome.made).toMatchObject({ reason: 'BOUND_AFTER_LAPSE' });
      expect(outcome.ended).toEqual({ by: 'lapsed', at: day(90) });
    }
  });

  it('when they open ann’s link again, then nothing changes and nothing is prolonged', () =>
    expect(told({ touches: [aTouch('ann', day(45))], standing, now: day(45) })).toEqual({
      reasons: ['ALREADY_BOUND'],
      owner: null,
    }));

  it('when ann’s account is deleted, then whoever comes next has them (case 53)', () => {
    const frozen = { ...standing, frozenAt: day(2) };
    const outcome = outcomeOf({ touches: [aTouch('bo', day(5))], standing: frozen, now: day(5) });
    expect(outcome.made).toMatchObject({ reason: 'BOUND_AFTER_FREEZE' });
    expect(outcome.ended).toEqual({ by: 'frozen', at: day(2) });
  });

  it('when ann’s account is deleted after bo took them over, then that is how it ended', () => {
    const frozen = { ...standing, frozenAt: day(40) };
    const touches = [aTouch('bo', day(35))];
    const outcome = outcomeOf({ touches, standing: frozen, now: day(35) });
    expect(outcome.ended).toEqual({ by: 'taken-over', at: day(35) });
  });
});

describe('given any touches, any binding and any rule', () => {
  const instants = fc.integer({ min: -120, max: 0 }).map(day);
  const owners = fc.constantFrom('ann', 'bo', 'cat', 'dan');
  const anyTouch = fc
    .tuple(owners, instants, fc.boolean(), fc.option(owners))
    .map(([owner, at, ownerIsGone, boundTo]) =>
      aTouch(owner, at, { ownerIsGone, ownerBoundTo: boundTo ? shopperOwner(boundTo) : null }),
    );
  const anyStanding = fc.option(
    fc
      .tuple(fc.constantFrom('ann', 'bo'), instants)
      .map(([to, boundAt]) => aBinding(to, { boundAt })),
  );
  const anyRule = fc
    .record({
      touch: fc.constantFrom('first' as const, 'last' as const),
      customers: fc.constantFrom('new' as const, 'all' as const),
      validityDays: fc.integer({ min: 1, max: 100 }),
      protectionDays: fc.integer({ min: 0, max: 100 }),
    })
    .map((rule) => ({ ...rule, protectionDays: Math.min(rule.protectionDays, rule.validityDays) }));
  const anyCase = fc.record({
    touches: fc.uniqueArray(anyTouch, { maxLength: 6, selector: ({ id }) => id }),
    standing: anyStanding,
    rule: anyRule,
    customer: fc.boolean().map((hasOrdered) => aCustomer({ hasOrdered })),
  });
  const always = (property: (of: Required<Omit<Case, 'now'>>, outcome: Attribution) => void) =>
    fc.assert(
      fc.property(anyCase, (of) => property(of, outcomeOf(of))),
      { numRuns: 500 },
    );

  it('then each touch is decided once, and at most one of them wins', () =>
    always(({ touches }, { decisions, made }) => {
      expect(decisions.map((one) => one.touchId)).toEqual(touches.map(({ id }) => id));
      const won = decisions.filter(({ touchId }) => touchId === made?.touchId);
      expect(won).toHaveLength(made ? 1 : 0);
    }));

  it('then nobody is bound to themselves, in a circle, or to who is gone', () =>
    always(({ touches }, { made }) => {
      const winner = touches.find(({ id }) => id === made?.touchId);
      if (!winner) return;
      expect(winner).toMatchObject({ ownerIsGone: false, owner: { kind: 'shopper' } });
      expect(winner.owner.id).not.toBe('cat');
      expect(winner.ownerBoundTo?.id).not.toBe('cat');
    }));

  it('then a protected binding stands, and one that ends does so when another follows', () =>
    always(({ standing }, { made, ended }) => {
      if (standing && isInForce(standing, NOON) && NOON < standing.protectedUntil) {
        expect(made).toBeNull();
      }
      expect(ended !== null).toBe(made !== null && standing !== null);
    }));

  it('then a binding in force is protected no longer than it is valid', () =>
    always((_, { made }) => {
      if (!made) return;
      const { binding } = made;
      expect(isInForce(binding, NOON)).toBe(true);
      expect(isInForce(binding, binding.validUntil)).toBe(false);
      expect(binding.protectedUntil.getTime()).toBeLessThanOrEqual(binding.validUntil.getTime());
    }));
});

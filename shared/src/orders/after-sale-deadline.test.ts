import { describe, expect, it } from '@jest/globals';
import { AFTER_SALE_STATES } from './after-sale-state.js';
import { afterSaleBySilence, afterSaleDeadline } from './after-sale-deadline.js';

const noon = new Date('2026-11-18T04:00:00.000Z');
const terms = { afterSaleAnswerDays: 3, returnWithinDays: 7, autoCompleteDays: 10 };
const dayOf = (state: (typeof AFTER_SALE_STATES)[number]) =>
  afterSaleDeadline(state, terms, noon)?.toISOString().slice(0, 10) ?? null;

describe('how long an after-sale waits', () => {
  it('given an operator is to answer, then three days, and silence grants it', () => {
    expect(dayOf('requested')).toBe('2026-11-21');
    expect(afterSaleBySilence('requested')).toBe('granted');
  });
  it('given the shopper is to send goods, then seven days, and silence lets it lapse', () => {
    expect(dayOf('to-return')).toBe('2026-11-25');
    expect(afterSaleBySilence('to-return')).toBe('lapsed');
  });
  it('given goods are on their way back, then ten days, and silence counts as received', () => {
    expect(dayOf('returning')).toBe('2026-11-28');
    expect(afterSaleBySilence('returning')).toBe('received');
  });
  it('given any state, then it has a deadline just when silence means something', () => {
    for (const state of AFTER_SALE_STATES) {
      expect(dayOf(state) === null).toBe(afterSaleBySilence(state) === null);
    }
  });
});

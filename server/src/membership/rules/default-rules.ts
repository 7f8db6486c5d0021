import type { MembershipRules } from './membership-rules.js';

/** A shop that has set nothing yet: one tier, a point a yuan, and nothing to climb to. */
export const DEFAULT_RULES: MembershipRules = {
  tiers: [{ id: 'regular', name: '会员', threshold: 0, keepThreshold: 0, benefits: [] }],
  validityMonths: 12,
  windowMonths: 12,
  maxStepsDown: 1,
  noticeDays: 15,
  growth: {
    sources: { purchase: { growth: 1, dayMax: null, monthMax: null } },
    days: [],
  },
  adjustmentMax: 1_000,
};

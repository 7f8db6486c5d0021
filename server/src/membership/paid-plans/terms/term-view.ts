import { termState, type OpsPaidTerm, type PaidTermView } from '@siyu/shared';
import type { PaidTermRow } from './paid-term.store.js';

/** What its owner may see of a term. Only what they paid for themselves is theirs to give back. */
export function termView(term: PaidTermRow, now: Date): PaidTermView {
  const { plan, source, sourceId } = term;
  const isPaidFor = source === 'purchase' && plan.priceFen > 0;
  return { ...common(term, now), source, purchaseId: isPaidFor ? sourceId : null };
}

/** The same as operators see it. */
export function opsTermView(term: PaidTermRow, now: Date): OpsPaidTerm {
  const { shopperId, planId, source, sourceId } = term;
  const purchaseId = source === 'code' ? null : sourceId;
  return { ...common(term, now), shopperId, planId, source, purchaseId };
}

function common({ id, plan, beginsAt, endsAt, endedAt, isTrial }: PaidTermRow, now: Date) {
  return {
    ...{ id, planName: plan.name },
    state: termState({ beginsAt, endsAt, endedAt, isTrial }, now),
    ...{ beginsAt: beginsAt.toISOString(), endsAt: endsAt.toISOString() },
    endedAt: endedAt?.toISOString() ?? null,
  };
}

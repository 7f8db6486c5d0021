import { Injectable } from '@nestjs/common';
import { assert, movedUp, remindAt, termBegin, termEnd, type TermSource } from '@siyu/shared';
import { Clock } from '../../../platform/clock.js';
import { newId } from '../../../platform/new-id.js';
import type { Tx } from '../../../platform/transaction.js';
import { KnownPlans } from '../plans/known-plans.js';
import { findVersion, type PlanTerms } from '../plans/paid-plan.store.js';
import {
  endTerm,
  insertTerm,
  lastEnd,
  placeTerm,
  runningTerm,
  setRemindAt,
  upcomingTerms,
  type PaidTermRow,
} from './paid-term.store.js';
import { TermCoupons } from './term-coupons.js';

/** What a term is begun by. */
export interface TermGrant {
  shopperId: string;
  planId: string;
  planVersion: number;
  plan: PlanTerms;
  source: TermSource;
  /** Of the source: it begins one term, once. */
  id: string;
}

/** Terms of paid membership, one after the other. */
@Injectable()
export class PaidTerms {
  constructor(
    private readonly clock: Clock,
    private readonly known: KnownPlans,
    private readonly coupons: TermCoupons,
  ) {}

  /** Begins a term of a locked shopper where their last one ends (case 44). */
  async begin(tx: Tx, grant: TermGrant): Promise<PaidTermRow> {
    const { shopperId, planId, planVersion, plan, source, id: sourceId } = grant;
    const createdAt = this.clock.now();
    const beginsAt = termBegin(await lastEnd(tx, shopperId), createdAt);
    const endsAt = termEnd(plan, beginsAt);
    const term = {
      ...{ id: newId(createdAt), shopperId, planId, planVersion, source, sourceId },
      ...{ isTrial: plan.period === 'trial', beginsAt, endsAt, createdAt },
      couponsDueAt: this.coupons.firstDueAt({ plan, beginsAt, endsAt }),
      remindAt: remindAt({ beginsAt, endsAt }),
    };
    await insertTerm(tx, term);
    // The first term of a version that was edited since brings it back into force.
    this.known.changed(tx);
    const begins = { ...term, plan, endedAt: null, couponsGiven: 0 };
    if (beginsAt <= createdAt) await this.coupons.give(tx, begins, createdAt);
    return begins;
  }

  /** Ends one of a locked shopper at once; what follows moves up, so that no day is lost. */
  async giveBack(tx: Tx, term: PaidTermRow): Promise<void> {
    const now = this.clock.now();
    const { id, shopperId } = term;
    await endTerm(tx, id, now);
    const running = await runningTerm(tx, shopperId, now);
    const upcoming = await upcomingTerms(tx, shopperId, now);
    if (running && upcoming.length === 0) await setRemindAt(tx, running.id, remindAt(running));
    const lengths = upcoming.map((one) => ({ ...one.plan, one }));
    for (const { term: next, ...place } of movedUp(lengths, running?.endsAt ?? null, now)) {
      const couponsDueAt = this.coupons.firstDueAt({ ...next.one, ...place });
      await placeTerm(tx, next.one.id, { ...place, couponsDueAt, remindAt: remindAt(place) });
    }
  }

  /** What was bought; every version is kept. */
  async planOf(tx: Tx, planId: string, version: number): Promise<PlanTerms> {
    const plan = await findVersion(tx, planId, version);
    assert(plan !== null, `no version ${version} of plan ${planId}`);
    return plan;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import {
  fen,
  paidMembershipState,
  PLAN_FULL_REFUND_DAYS,
  termState,
  type OpsPaidTerm,
  type Page,
  type PaidMembershipView,
  type PaidPlansView,
  type PaidTermListQuery,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { pageOf, shownPage } from '../../platform/page.js';
import { MemberBenefits } from '../benefits/member-benefits.service.js';
import { MemberPartsRegistry, type MemberParts } from '../members/member-parts.js';
import { KnownPlans } from './plans/known-plans.js';
import { shownPlan } from './plans/shown-plan.js';
import { planPurchasesWhere, planPurchaseView } from './purchases/plan-purchase.store.js';
import { TrialClaims } from './purchases/trial-claims.service.js';
import { unreceivedPlanRefunds } from './refunds/plan-refund.store.js';
import { isReminderWanted } from './terms/paid-reminder.store.js';
import { SavedByTerm } from './terms/saved-by-term.js';
import { lastEnd, runningTerm, termsOfShopper, termsWhere } from './terms/paid-term.store.js';
import { opsTermView, termView } from './terms/term-view.js';

/** Terms and purchases that a page shows; whoever has more sees the latest. */
const SHOWN_MAX = 50;

/** What shoppers read of paid membership. */
@Injectable()
export class PaidPlanPages {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly known: KnownPlans,
    private readonly benefits: MemberBenefits,
    private readonly trials: TrialClaims,
    private readonly saved: SavedByTerm,
    members: MemberPartsRegistry,
  ) {
    members.add(async (shopperId) => ({ paidMembership: await this.running(shopperId) }));
  }

  /** What can be bought, each benefit beside what this shopper’s tier gives anyway. */
  async plans(shopperId: string): Promise<PaidPlansView> {
    const db = this.db.manager;
    const tier = await this.benefits.tierOfShopper(db, shopperId, this.clock.now());
    const offered = await this.known.offered();
    return {
      plans: offered.map((plan) => shownPlan(plan, tier.benefits)),
      tierName: tier.name,
      fullRefundDays: PLAN_FULL_REFUND_DAYS,
      trialUsed: await this.trials.isUsed(db, shopperId),
    };
  }

  /** Terms as operators see them, newest first. */
  async terms({ shopperId, planId, cursor, limit }: PaidTermListQuery): Promise<Page<OpsPaidTerm>> {
    const now = this.clock.now();
    const found = await termsWhere(
      this.db.manager,
      [
        ['term.shopper_id = ?', shopperId],
        ['term.plan_id = ?', planId],
        ['term.id < ?', cursor],
      ],
      limit + 1,
    );
    return shownPage(pageOf(found, limit), (term) => opsTermView(term, now));
  }

  /** The plan whose term runs, and when the last of those that follow ends; null for none. */
  private async running(shopperId: string): Promise<MemberParts['paidMembership']> {
    const db = this.db.manager;
    const term = await runningTerm(db, shopperId, this.clock.now());
    const endsAt = term && (await lastEnd(db, shopperId));
    return term && endsAt && { planName: term.plan.name, endsAt: endsAt.toISOString() };
  }

  /** A shopper’s terms, what they saved, and what still waits to be paid. */
  async membership(shopperId: string): Promise<PaidMembershipView> {
    const db = this.db.manager;
    const now = this.clock.now();
    const terms = await termsOfShopper(db, shopperId, SHOWN_MAX);
    const running = terms.find((term) => ['trial', 'active'].includes(termState(term, now)));
    const awaiting = await planPurchasesWhere(
      db,
      [
        ['purchase.shopper_id = ?', shopperId],
        ['purchase.state = ?', 'awaiting-payment'],
      ],
      SHOWN_MAX,
    );
    const last = terms.find(({ endedAt }) => endedAt === null);
    return {
      state: paidMembershipState(terms, now),
      terms: terms.map((term) => termView(term, now)),
      endsAt: running && last ? last.endsAt.toISOString() : null,
      savedFen: running ? await this.saved.pricesFen(db, running) : fen(0),
      reminderWanted: await isReminderWanted(db, shopperId),
      isOffered: (await this.known.offered()).length > 0,
      awaiting: awaiting.map(planPurchaseView),
      toReceive: await unreceivedPlanRefunds(db, shopperId),
    };
  }
}

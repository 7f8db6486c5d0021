import { Injectable } from '@nestjs/common';
import {
  daysBetween,
  fen,
  planRefund,
  termEnd,
  wholeRefund,
  type Fen,
  type PlanRefundCause,
  type PlanRefundPreview,
  type RefundChannel,
} from '@siyu/shared';
import { MoneyBack } from '../../../payments/money-back.service.js';
import { Clock } from '../../../platform/clock.js';
import { Refusal } from '../../../platform/refusal.js';
import type { Tx } from '../../../platform/transaction.js';
import type { PlanPurchaseRow } from '../purchases/plan-purchase.store.js';
import { PaidTerms } from '../terms/paid-terms.service.js';
import { termOfPurchase, type PaidTermRow } from '../terms/paid-term.store.js';
import { SavedByTerm } from '../terms/saved-by-term.js';
import { PLAN_REFUND } from './plan-refund.store.js';

/** A purchase that can be given back, and what that returns. */
export interface Assessed {
  /** Null of a gift that nobody has accepted. */
  term: PaidTermRow | null;
  preview: PlanRefundPreview;
}

/** What giving a locked purchase back returns now (case 45). */
@Injectable()
export class AssessPlan {
  constructor(
    private readonly clock: Clock,
    private readonly terms: PaidTerms,
    private readonly saved: SavedByTerm,
    private readonly back: MoneyBack,
  ) {}

  /** @throws Refusal PLAN_PURCHASE_STATE unless it is paid and its term, if any, is not over */
  async of(tx: Tx, purchase: PlanPurchaseRow, cause: PlanRefundCause): Promise<Assessed> {
    const { id, state, paidAt } = purchase;
    const now = this.clock.now();
    const paid = state === 'paid' && paidAt !== null ? { ...purchase, paidAt } : null;
    const term = paid && (await termOfPurchase(tx, id));
    if (paid && term && term.endsAt > now) return this.ofTerm(tx, paid, term, cause);
    if (paid?.isGift && !term) return this.ofWaitingGift(tx, paid, cause);
    throw new Refusal('PLAN_PURCHASE_STATE', { state });
  }

  private async ofTerm(
    tx: Tx,
    { id: purchaseId, paidAt, priceFen: paidFen }: PaidPurchase,
    term: PaidTermRow,
    cause: PlanRefundCause,
  ): Promise<Assessed> {
    const now = this.clock.now();
    const { beginsAt, endsAt } = term;
    // An order that can still be paid would have its price after the plan has gone.
    const savedFen = await this.saved.pricesFen(tx, term, { countsUnpaid: true });
    const couponsFen = await this.saved.couponsFen(tx, term);
    const facts = { paidFen, paidAt, beginsAt, endsAt, savedFen, couponsFen };
    const refund = planRefund(facts, cause, now);
    const preview = {
      ...{ purchaseId, cause, channel: this.channelOf(paidAt, refund.amountFen), paidFen },
      ...{ savedFen, couponsFen, ...refund },
    };
    return { term, preview };
  }

  /** Nobody has had a day of it: all goes back, whoever asks. */
  private async ofWaitingGift(
    tx: Tx,
    { id: purchaseId, planId, planVersion, paidAt, priceFen: paidFen }: PaidPurchase,
    cause: PlanRefundCause,
  ): Promise<Assessed> {
    const now = this.clock.now();
    const plan = await this.terms.planOf(tx, planId, planVersion);
    const preview = {
      ...{ purchaseId, cause, channel: this.channelOf(paidAt, paidFen), paidFen },
      ...{ savedFen: fen(0), couponsFen: fen(0) },
      ...wholeRefund(paidFen, daysBetween(now, termEnd(plan, now))),
    };
    return { term: null, preview };
  }

  private channelOf(paidAt: Date, amountFen: Fen): RefundChannel {
    return this.back.channelOf(PLAN_REFUND, paidAt, amountFen);
  }
}

type PaidPurchase = PlanPurchaseRow & { paidAt: Date };

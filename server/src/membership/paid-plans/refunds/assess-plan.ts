import { Injectable } from '@nestjs/common';
import {
  planRefund,
  refundChannel,
  type PlanRefundCause,
  type PlanRefundPreview,
} from '@siyu/shared';
import { Clock } from '../../../platform/clock.js';
import { Refusal } from '../../../platform/refusal.js';
import type { Tx } from '../../../platform/transaction.js';
import type { PlanPurchaseRow } from '../purchases/plan-purchase.store.js';
import { findTerm, type PaidTermRow } from '../terms/paid-term.store.js';
import { SavedByTerm } from '../terms/saved-by-term.js';

/** A term that can be given back, and what that returns. */
export interface Assessed {
  term: PaidTermRow;
  preview: PlanRefundPreview;
}

/** What giving a locked purchase back returns now (case 45). */
@Injectable()
export class AssessPlan {
  constructor(
    private readonly clock: Clock,
    private readonly saved: SavedByTerm,
  ) {}

  /** @throws Refusal PLAN_PURCHASE_STATE unless it is paid and its term is not over */
  async of(tx: Tx, purchase: PlanPurchaseRow, cause: PlanRefundCause): Promise<Assessed> {
    const { id: purchaseId, state, paidAt, priceFen: paidFen } = purchase;
    const now = this.clock.now();
    const term = state === 'paid' ? await findTerm(tx, ['term.source_id = ?', purchaseId]) : null;
    if (!term || term.endsAt <= now || paidAt === null) {
      throw new Refusal('PLAN_PURCHASE_STATE', { state });
    }
    const { beginsAt, endsAt } = term;
    // An order that can still be paid would have its price after the plan has gone.
    const savedFen = await this.saved.pricesFen(tx, term, { countsUnpaid: true });
    const couponsFen = await this.saved.couponsFen(tx, term);
    const facts = { paidFen, paidAt, beginsAt, endsAt, savedFen, couponsFen };
    const preview = {
      ...{ purchaseId, cause, channel: refundChannel(paidAt, now), paidFen },
      ...{ savedFen, couponsFen, ...planRefund(facts, cause, now) },
    };
    return { term, preview };
  }
}

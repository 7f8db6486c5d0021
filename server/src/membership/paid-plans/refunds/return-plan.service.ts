import { Injectable } from '@nestjs/common';
import type { PlanRefundView } from '@siyu/shared';
import { Refunds } from '../../../payments/refunds.service.js';
import { Clock } from '../../../platform/clock.js';
import { newId } from '../../../platform/new-id.js';
import { Outbox } from '../../../platform/outbox.js';
import type { Tx } from '../../../platform/transaction.js';
import { endGift } from '../gifts/plan-gift.store.js';
import { movePlanPurchase, type PlanPurchaseRow } from '../purchases/plan-purchase.store.js';
import { PaidTerms } from '../terms/paid-terms.service.js';
import { SavedByTerm } from '../terms/saved-by-term.js';
import { TermCoupons } from '../terms/term-coupons.js';
import type { Assessed } from './assess-plan.js';
import { insertPlanRefund, markPlanRefunded, planRefundView } from './plan-refund.store.js';
import type { PlanRefundAsk } from './plan-refunds.service.js';

const SUBJECT = 'plan-refund';

/** Gives back what a plan returns: term or gift ends at once, the money goes by its channel. */
@Injectable()
export class ReturnPlan {
  constructor(
    private readonly clock: Clock,
    private readonly terms: PaidTerms,
    private readonly saved: SavedByTerm,
    private readonly coupons: TermCoupons,
    private readonly refunds: Refunds,
    outbox: Outbox,
  ) {
    outbox.listen({
      name: 'paid-plans.refund-succeeded',
      kind: 'refund.succeeded',
      handle: async (tx, refunds) => {
        const own = refunds.filter(({ subjectKind }) => subjectKind === SUBJECT);
        for (const { subjectId, at } of own) await markPlanRefunded(tx, subjectId, new Date(at));
      },
    });
  }

  /** Of a locked purchase, as it was assessed in this transaction. */
  async return(
    tx: Tx,
    purchase: PlanPurchaseRow,
    { term, preview }: Assessed,
    ask: PlanRefundAsk,
  ): Promise<PlanRefundView> {
    const { id: purchaseId, shopperId, paymentId } = purchase;
    const createdAt = this.clock.now();
    const id = newId(createdAt);
    const { amountFen, unusedFen, benefitsFen, channel } = preview;
    const { cause, reason, operatorId, offlineReference } = ask;
    await movePlanPurchase(tx, purchase, 'refunded');
    if (purchase.isGift) await endGift(tx, purchaseId, createdAt);
    if (term) {
      await this.saved.revokeCoupons(tx, term);
      await this.coupons.forget(tx, term);
      await this.terms.giveBack(tx, term);
    }
    const request = { paymentId, subjectKind: SUBJECT, subjectId: id, amountFen, reason };
    const isOffline = channel === 'offline';
    const row = {
      ...{ id, purchaseId, shopperId, operatorId, cause, reason, unusedFen, benefitsFen },
      ...{ amountFen, channel, offlineReference, createdAt },
      refundId: isOffline ? null : await this.refunds.request(tx, request),
      refundedAt: isOffline ? createdAt : null,
    };
    await insertPlanRefund(tx, row);
    return planRefundView(row);
  }
}

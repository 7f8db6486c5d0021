import { Injectable } from '@nestjs/common';
import type { PlanRefundView } from '@siyu/shared';
import { MoneyBack } from '../../../payments/money-back.service.js';
import { OpsTransfers } from '../../../payments/transfers/ops-transfers.service.js';
import { Clock } from '../../../platform/clock.js';
import { newId } from '../../../platform/new-id.js';
import { Refusal } from '../../../platform/refusal.js';
import type { Tx } from '../../../platform/transaction.js';
import { endGift } from '../gifts/plan-gift.store.js';
import { movePlanPurchase, type PlanPurchaseRow } from '../purchases/plan-purchase.store.js';
import { PaidTerms } from '../terms/paid-terms.service.js';
import { SavedByTerm } from '../terms/saved-by-term.js';
import { TermCoupons } from '../terms/term-coupons.js';
import type { Assessed } from './assess-plan.js';
import {
  insertPlanRefund,
  lockPlanTransfer,
  markPlanPaidOutside,
  markPlanRefunded,
  PLAN_REFUND,
  planRefundView,
} from './plan-refund.store.js';
import type { PlanRefundAsk } from './plan-refunds.service.js';

/** Gives back what a plan returns: term or gift ends at once, the money goes by its channel. */
@Injectable()
export class ReturnPlan {
  constructor(
    private readonly clock: Clock,
    private readonly terms: PaidTerms,
    private readonly saved: SavedByTerm,
    private readonly coupons: TermCoupons,
    private readonly back: MoneyBack,
    opsTransfers: OpsTransfers,
  ) {
    back.whenArrived('paid-plans', PLAN_REFUND, markPlanRefunded);
    opsTransfers.register(PLAN_REFUND, async (tx, { subjectId, reference, at }) => {
      const refund = await lockPlanTransfer(tx, subjectId);
      if (!refund || refund.refundedAt !== null) throw new Refusal('TRANSFER_STATE');
      await markPlanPaidOutside(tx, subjectId, reference, at);
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
    const { cause, reason, operatorId, offlineReference, payeeName } = ask;
    await movePlanPurchase(tx, purchase, 'refunded');
    if (purchase.isGift) await endGift(tx, purchaseId, createdAt);
    if (term) {
      await this.saved.revokeCoupons(tx, term);
      await this.coupons.forget(tx, term);
      await this.terms.giveBack(tx, term);
    }
    const refundId = await this.back.send(tx, channel, {
      ...{ subjectKind: PLAN_REFUND, subjectId: id, paymentId, shopperId },
      ...{ amountFen, reason, payeeName },
    });
    const row = {
      ...{ id, purchaseId, shopperId, operatorId, cause, reason, unusedFen, benefitsFen },
      ...{ amountFen, channel, offlineReference, createdAt },
      ...{ refundId, refundedAt: channel === 'offline' ? createdAt : null },
    };
    await insertPlanRefund(tx, row);
    return planRefundView(row);
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { lockIfLive } from '../../../identity/lock-shopper.js';
import { Refunds } from '../../../payments/refunds.service.js';
import { Clock } from '../../../platform/clock.js';
import type { Tx } from '../../../platform/transaction.js';
import { PlanGifts } from '../gifts/plan-gifts.service.js';
import { PaidTerms } from '../terms/paid-terms.service.js';
import { movePlanPurchase, type PlanPurchaseRow } from './plan-purchase.store.js';
import { PAID_PLAN } from './plan-purchases.service.js';
import { TrialClaims } from './trial-claims.service.js';

const LATE_REASON = '付款时已关闭，自动退款';

/** What a locked purchase does when its payment succeeds or closes. */
@Injectable()
export class SettlePlanPurchase {
  private readonly log = new Logger('paid-membership');

  constructor(
    private readonly clock: Clock,
    private readonly terms: PaidTerms,
    private readonly gifts: PlanGifts,
    private readonly trials: TrialClaims,
    private readonly refunds: Refunds,
  ) {}

  /** Money that came is never refused: a term begins, or a gift, or it goes back by itself. */
  async paid(tx: Tx, purchase: PlanPurchaseRow, paidAt: Date): Promise<void> {
    const { id, state, shopperId, planId, planVersion, isGift } = purchase;
    if (state !== 'awaiting-payment' && state !== 'closed') return;
    if (!(await lockIfLive(tx, shopperId))) return this.sendBack(tx, purchase, paidAt);
    const plan = await this.terms.planOf(tx, planId, planVersion);
    // One that waits has claimed its trial since it was placed; one that closed gave it up.
    const isLateTrial = state === 'closed' && plan.period === 'trial';
    if (isLateTrial && !(await this.trials.tryClaim(tx, shopperId, id))) {
      return this.sendBack(tx, purchase, paidAt);
    }
    await movePlanPurchase(tx, purchase, 'paid', { paidAt });
    if (isGift) return this.gifts.begin(tx, id, plan);
    await this.terms.begin(tx, { shopperId, planId, planVersion, plan, source: 'purchase', id });
  }

  /** Nobody paid, as WeChat says: its trial is free for another. */
  async closed(tx: Tx, purchase: PlanPurchaseRow): Promise<void> {
    if (purchase.state !== 'awaiting-payment') return;
    await movePlanPurchase(tx, purchase, 'closed', { closedAt: this.clock.now() });
    await this.trials.free(tx, purchase.id);
  }

  private async sendBack(tx: Tx, purchase: PlanPurchaseRow, paidAt: Date): Promise<void> {
    const { id, paymentId, priceFen: amountFen } = purchase;
    this.log.warn(
      `purchase ${id} was paid after it closed, its trial is had or its owner gone: refunding`,
    );
    await movePlanPurchase(tx, purchase, 'returned', { paidAt });
    const subject = { subjectKind: PAID_PLAN, subjectId: id };
    await this.refunds.request(tx, { paymentId, ...subject, amountFen, reason: LATE_REASON });
  }
}

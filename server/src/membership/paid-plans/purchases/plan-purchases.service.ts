import { Inject, Injectable } from '@nestjs/common';
import type { PayAnswer, PlanPurchase } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { ClosePaymentJob } from '../../../payments/close-payment.job.js';
import { Payments } from '../../../payments/payments.service.js';
import { PrepaySession } from '../../../payments/prepay-session.js';
import { Refusal } from '../../../platform/refusal.js';
import { inTransaction, type Tx } from '../../../platform/transaction.js';
import {
  findPlanPurchase,
  lockPlanPurchase,
  planPurchaseView,
  type PlanPurchaseRow,
} from './plan-purchase.store.js';

/** What payments know a purchase of a plan by. */
export const PAID_PLAN = 'paid-plan';

/** What a shopper does with a purchase of a plan once it is placed. */
@Injectable()
export class PlanPurchases {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly payments: Payments,
    private readonly prepay: PrepaySession,
    private readonly closePayment: ClosePaymentJob,
  ) {}

  /** @throws Refusal PLAN_PURCHASE_NOT_FOUND, also for someone else's */
  async show(shopperId: string, id: string): Promise<PlanPurchase> {
    return planPurchaseView(await this.own(shopperId, id));
  }

  /** A prepay session for `wx.requestPayment`. @throws Refusal ORDER_EXPIRED, WECHAT_UNAVAILABLE */
  async pay(shopperId: string, id: string): Promise<PayAnswer> {
    const payment = await this.payments.of(PAID_PLAN, id, shopperId);
    if (!payment) throw new Refusal('PLAN_PURCHASE_NOT_FOUND');
    return this.prepay.for(payment);
  }

  /** After WeChat's sheet closed: asks WeChat rather than believe the phone. */
  async checkPayment(shopperId: string, id: string): Promise<PlanPurchase> {
    const { state, paymentId } = await this.own(shopperId, id);
    if (state === 'awaiting-payment') await this.payments.check(paymentId);
    return this.show(shopperId, id);
  }

  /**
   * The shopper thinks better of it: closed at WeChat first, by the queued job where WeChat cannot
   * be reached now. Safe to repeat.
   * @throws Refusal PLAN_PURCHASE_NOT_FOUND, PLAN_PURCHASE_STATE once it is paid
   */
  async cancel(shopperId: string, id: string): Promise<PlanPurchase> {
    const { paymentId, state } = await this.own(shopperId, id);
    if (state !== 'awaiting-payment' && state !== 'closed') {
      throw new Refusal('PLAN_PURCHASE_STATE', { state });
    }
    await inTransaction(this.db, (tx) => this.expire(tx, id));
    await this.closePayment.closeNowOrLater(paymentId);
    return this.show(shopperId, id);
  }

  /** Begins to close it. Safe to repeat; what was paid or is closing is left alone. */
  async expire(tx: Tx, id: string): Promise<void> {
    await this.payments.lockOf(tx, PAID_PLAN, id);
    const purchase = await lockPlanPurchase(tx, id);
    if (purchase?.state !== 'awaiting-payment') return;
    await this.payments.requestClose(tx, purchase.paymentId);
  }

  private async own(shopperId: string, id: string): Promise<PlanPurchaseRow> {
    const purchase = await findPlanPurchase(this.db.manager, id);
    if (purchase?.shopperId !== shopperId) throw new Refusal('PLAN_PURCHASE_NOT_FOUND');
    return purchase;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { PayAnswer, Recharge } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { ClosePaymentJob } from '../../payments/close-payment.job.js';
import { Payments } from '../../payments/payments.service.js';
import { PrepaySession } from '../../payments/prepay-session.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { refundsOf } from '../refunds/recharge-refund.store.js';
import { rechargeView } from './recharge-view.js';
import { lockRecharge, rechargesWhere, type RechargeRow } from './recharge.store.js';

export const RECHARGE = 'recharge';

/** What a shopper does with a recharge once it is placed. */
@Injectable()
export class Recharges {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly payments: Payments,
    private readonly prepay: PrepaySession,
    private readonly closePayment: ClosePaymentJob,
  ) {}

  /** @throws Refusal RECHARGE_NOT_FOUND, also for someone else's */
  async show(shopperId: string, id: string): Promise<Recharge> {
    const recharge = rechargeView(await this.own(shopperId, id));
    return { ...recharge, refunds: await refundsOf(this.db.manager, id) };
  }

  /** A prepay session for `wx.requestPayment`. @throws Refusal ORDER_EXPIRED, WECHAT_UNAVAILABLE */
  async pay(shopperId: string, id: string): Promise<PayAnswer> {
    const payment = await this.payments.of(RECHARGE, id, shopperId);
    if (!payment) throw new Refusal('RECHARGE_NOT_FOUND');
    return this.prepay.for(payment);
  }

  /** After WeChat's sheet closed: asks WeChat rather than believe the phone. */
  async checkPayment(shopperId: string, id: string): Promise<Recharge> {
    const { state, paymentId } = await this.own(shopperId, id);
    if (state === 'awaiting-payment') await this.payments.check(paymentId);
    return this.show(shopperId, id);
  }

  /**
   * The shopper thinks better of it: closed at WeChat first, by the queued job where WeChat cannot
   * be reached now. Safe to repeat.
   * @throws Refusal RECHARGE_NOT_FOUND, RECHARGE_STATE once it is paid
   */
  async cancel(shopperId: string, id: string): Promise<Recharge> {
    const { paymentId, state } = await this.own(shopperId, id);
    if (state === 'paid' || state === 'returned') throw new Refusal('RECHARGE_STATE', { state });
    await inTransaction(this.db, (tx) => this.expire(tx, id));
    await this.closePayment.closeNowOrLater(paymentId);
    return this.show(shopperId, id);
  }

  /** Begins to close it. Safe to repeat; what was paid or is closing is left alone. */
  async expire(tx: Tx, id: string): Promise<void> {
    await this.payments.lockOf(tx, RECHARGE, id);
    const recharge = await lockRecharge(tx, id);
    if (recharge?.state !== 'awaiting-payment') return;
    await this.payments.requestClose(tx, recharge.paymentId);
  }

  private async own(shopperId: string, id: string): Promise<RechargeRow> {
    const [recharge] = await rechargesWhere(this.db.manager, [['recharge.id = ?', id]], 1);
    if (recharge?.shopperId !== shopperId) throw new Refusal('RECHARGE_NOT_FOUND');
    return recharge;
  }
}

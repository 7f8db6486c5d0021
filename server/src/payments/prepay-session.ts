import { Inject, Injectable } from '@nestjs/common';
import type { PayAnswer } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Jobs } from '../platform/jobs.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction } from '../platform/transaction.js';
import type { Payment } from './payment.store.js';
import { Payments } from './payments.service.js';
import { SignedRequests } from './signed-requests.js';
import { WechatPay, WechatPayError } from './wechat-pay.js';

const NOTIFY_PATH = '/wechat/pay/notify';

/** Gets the shopper as far as WeChat's payment sheet. */
@Injectable()
export class PrepaySession {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly payments: Payments,
    private readonly wechat: WechatPay,
    private readonly requests: SignedRequests,
  ) {}

  /**
   * Asks WeChat for a prepay session and signs it for `wx.requestPayment`. Repeating it is safe:
   * the same `out_trade_no` with the same parameters gets a fresh session.
   * @throws Refusal ORDER_EXPIRED, WECHAT_UNAVAILABLE
   */
  async for(payment: Payment): Promise<PayAnswer> {
    if (payment.state === 'succeeded') return { paid: true, jsapi: null };
    if (payment.state !== 'pending' || payment.expiresAt <= this.clock.now()) {
      throw new Refusal('ORDER_EXPIRED');
    }
    try {
      const answer = await this.wechat.call<{ prepay_id: string }>(
        'POST',
        '/v3/pay/transactions/jsapi',
        this.prepayBody(payment),
      );
      if (!answer) throw new Refusal('WECHAT_UNAVAILABLE');
      await this.closeAgainUnlessPending(payment.id);
      return { paid: false, jsapi: this.requests.signForClient(answer.prepay_id) };
    } catch (error) {
      if (!(error instanceof WechatPayError) || error.code !== 'ORDERPAID') throw error;
      await this.payments.check(payment.id);
      return { paid: true, jsapi: null };
    }
  }

  /**
   * Closing may have found nothing at WeChat a moment before this session was made there: it is
   * closed once more, so that no payable sheet outlives its payment.
   * @throws Refusal ORDER_EXPIRED
   */
  private async closeAgainUnlessPending(paymentId: string): Promise<void> {
    const { state } = await this.payments.get(paymentId);
    if (state === 'pending' || state === 'succeeded') return;
    await inTransaction(this.db, (tx) =>
      this.jobs.add(tx, 'payment.close', paymentId, { paymentId }),
    );
    throw new Refusal('ORDER_EXPIRED');
  }

  private prepayBody(payment: Payment): object {
    return {
      appid: this.config.WECHAT_APP_ID,
      mchid: this.config.WECHAT_MCH_ID,
      description: payment.description,
      out_trade_no: payment.id,
      time_expire: payment.expiresAt.toISOString().replace(/\.\d{3}Z$/, '+00:00'),
      attach: payment.subjectKind,
      notify_url: `${this.config.PUBLIC_URL}${NOTIFY_PATH}`,
      support_fapiao: true,
      amount: { total: payment.amountFen, currency: 'CNY' },
      payer: { openid: payment.openid },
    };
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config.js';
import { Jobs, RunAgain } from '../platform/jobs.js';
import { Refusal } from '../platform/refusal.js';
import { Payments } from './payments.service.js';
import { WechatPay, WechatPayError } from './wechat-pay.js';

const USER_PAYING_WAIT_MS = 5_000;
const ATTEMPTS_MAX = 100;
/** WeChat's spellings of "this was paid"; they differ between generations of its document. */
const PAID = new Set(['ORDERPAID', 'ORDER_PAID']);
/** Nothing to close: closed already, or the shopper never got as far as a prepay session. */
const GONE = new Set(['ORDER_CLOSED', 'ORDERCLOSED', 'ORDERNOTEXIST', 'ORDER_NOT_EXIST']);

/** Closes a payment at WeChat before anything it holds is released (case 58). */
@Injectable()
export class ClosePaymentJob {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly wechat: WechatPay,
    private readonly payments: Payments,
    jobs: Jobs,
  ) {
    jobs.register({
      kind: 'payment.close',
      attemptsMax: ATTEMPTS_MAX,
      run: ({ paymentId }: { paymentId: string }) => this.close(paymentId),
    });
  }

  /** Closes it at once for someone who waits; where WeChat does not now, the queued job asks again. */
  async closeNowOrLater(paymentId: string): Promise<void> {
    try {
      await this.close(paymentId);
    } catch (error) {
      const expected = [Refusal, WechatPayError, RunAgain].some((kind) => error instanceof kind);
      if (!expected) throw error;
    }
  }

  /** Safe to repeat; a payment that turns out to be paid is settled instead. */
  async close(paymentId: string): Promise<void> {
    try {
      await this.wechat.call('POST', `/v3/pay/transactions/out-trade-no/${paymentId}/close`, {
        mchid: this.config.WECHAT_MCH_ID,
      });
    } catch (error) {
      if (!(error instanceof WechatPayError)) throw error;
      if (PAID.has(error.code)) return this.payments.check(paymentId);
      if (error.code === 'USER_PAYING' || error.code === 'USERPAYING') {
        throw new RunAgain(USER_PAYING_WAIT_MS);
      }
      // A 404 alone may be a proxy's, or an address WeChat no longer has: only its word counts.
      if (!GONE.has(error.code)) throw error;
    }
    await this.payments.recordClosed(paymentId);
  }
}

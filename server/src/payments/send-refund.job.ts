import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../platform/config.js';
import { Jobs, RunAgain } from '../platform/jobs.js';
import { inTransaction } from '../platform/transaction.js';
import { findRefund, noteRefundError, refundNo, type Refund } from './refund.store.js';
import { Refunds, type RefundOutcome } from './refunds.service.js';
import { WechatPay, WechatPayError } from './wechat-pay.js';

const PARTS_APART_MS = 60_000;
const ATTEMPTS_MAX = 60;

interface RefundAnswer {
  refund_id: string;
  status: RefundOutcome['status'];
  success_time?: string;
}

/**
 * Asks WeChat for a refund. Every repeat carries the same number, so WeChat makes it once; when it
 * lacks balance (NOT_ENOUGH) or is asked too often the job backs off and repeats (case 17).
 */
@Injectable()
export class SendRefundJob {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly wechat: WechatPay,
    private readonly refunds: Refunds,
    jobs: Jobs,
  ) {
    jobs.register({
      kind: 'refund.send',
      attemptsMax: ATTEMPTS_MAX,
      run: ({ refundId }: { refundId: string }) => this.send(refundId),
    });
  }

  private async send(refundId: string): Promise<void> {
    const refund = await findRefund(this.db.manager, refundId);
    if (refund?.state !== 'requested') return;
    const answer = await this.wechat
      .call<RefundAnswer>('POST', '/v3/refund/domestic/refunds', this.bodyOf(refund))
      .catch((error: unknown) => this.refused(refundId, error));
    if (!answer) return;
    await this.refunds.settle(refundId, {
      status: answer.status,
      wechatRefundId: answer.refund_id,
      successTime: answer.success_time,
    });
  }

  /**
   * Leaves it to the queue to ask again, and tells operators why. WeChat refunds parts of one
   * payment a minute apart: that is a limit, not a failure.
   */
  private async refused(refundId: string, error: unknown): Promise<never> {
    if (error instanceof WechatPayError && error.code === 'FREQUENCY_LIMITED') {
      throw new RunAgain(PARTS_APART_MS);
    }
    await inTransaction(this.db, (tx) => noteRefundError(tx, refundId, String(error)));
    throw error;
  }

  private bodyOf(refund: Refund): object {
    return {
      out_trade_no: refund.paymentId,
      out_refund_no: refundNo(refund),
      reason: refund.reason,
      notify_url: `${this.config.PUBLIC_URL}/wechat/pay/notify`,
      amount: { refund: refund.amountFen, total: refund.totalFen, currency: 'CNY' },
    };
  }
}

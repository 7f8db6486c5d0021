import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Sweeps } from '../platform/sweeps.js';
import { inTransaction } from '../platform/transaction.js';
import {
  claimRefundChecks,
  findRefund,
  refundNo,
  scheduleRefundCheck,
  type Refund,
} from './refund.store.js';
import { Refunds, type RefundOutcome } from './refunds.service.js';
import { WechatPay } from './wechat-pay.js';

const BATCH = 20;
const SWEEP_EVERY_MS = 30_000;
const CHECK_AGAIN_MS = 300_000;
const CHECK_AGAIN_MAX_MS = 6 * 3_600_000;

/** Asks WeChat about refunds whose notification is overdue. */
@Injectable()
export class CheckRefundsSweep {
  private readonly log = new Logger('refunds');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly wechat: WechatPay,
    private readonly refunds: Refunds,
    sweeps: Sweeps,
  ) {
    sweeps.every('refunds.check', SWEEP_EVERY_MS, () => this.run());
  }

  private async run(): Promise<boolean> {
    const due = await this.claim();
    for (const refund of due) {
      await this.askAbout(refund).catch((error: unknown) => {
        this.log.warn(`refund ${refund.id} could not be checked: ${String(error)}`);
      });
    }
    return due.length === BATCH;
  }

  /** Asks about one at once; nothing where it is not ours. */
  async check(refundId: string): Promise<void> {
    const refund = await findRefund(this.db.manager, refundId);
    if (refund) await this.askAbout(refund);
  }

  private async askAbout(refund: Refund): Promise<void> {
    const path = `/v3/refund/domestic/refunds/${refundNo(refund)}`;
    const found = await this.wechat.call<{
      refund_id: string;
      status: RefundOutcome['status'];
      success_time?: string;
    }>('GET', path);
    if (!found) return;
    await this.refunds.settle(refund.id, {
      status: found.status,
      wechatRefundId: found.refund_id,
      successTime: found.success_time,
    });
  }

  private claim(): Promise<Refund[]> {
    const now = this.clock.now();
    return inTransaction(this.db, async (tx) => {
      const due = await claimRefundChecks(tx, now, BATCH);
      for (const refund of due) {
        const waitMs = Math.min(CHECK_AGAIN_MS * 2 ** refund.checks, CHECK_AGAIN_MAX_MS);
        await scheduleRefundCheck(tx, refund.id, new Date(now.getTime() + waitMs));
      }
      return due;
    });
  }
}

import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  mayMoveRefund,
  minutesAfter,
  type Fen,
  type OpsRefund,
  type OpsRefundListQuery,
  type Page,
  type RefundState,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { Jobs } from '../platform/jobs.js';
import { newId } from '../platform/new-id.js';
import { Outbox } from '../platform/outbox.js';
import { pageOf } from '../platform/page.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { clipBytes } from './clip-bytes.js';
import { takeRefundable } from './payment.store.js';
import { refundsBy } from './refund-list.store.js';
import {
  findRefund,
  insertRefund,
  lockRefund,
  moveRefund,
  refundIdOf,
  refundNo,
  type Refund,
} from './refund.store.js';
import { wechatInstant, type RefundResource } from './transaction.schema.js';

/** WeChat makes fifty refunds of a payment at most. */
const REFUNDS_OF_PAYMENT_MAX = 50;
/** When to ask WeChat about a refund it has not told of. */
const FIRST_CHECK_MINUTES = 5;
const REASON_BYTES_MAX = 80;

export interface RefundRequest {
  paymentId: string;
  /** What the money goes back for, such as an after-sale: hears `refund.succeeded`. */
  subjectKind: string;
  subjectId: string;
  amountFen: Fen;
  /** What the shopper reads in WeChat; clipped to its 80 bytes. */
  reason: string;
}

export interface RefundOutcome {
  status: 'SUCCESS' | 'CLOSED' | 'ABNORMAL' | 'PROCESSING';
  wechatRefundId: string;
  successTime?: string | undefined;
}

/** Gives money back through WeChat: decided in the caller's transaction, sent by a job. */
@Injectable()
export class Refunds {
  private readonly log = new Logger('refunds');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Takes the amount from what the payment can still return and queues the refund.
   * @throws Refusal REFUND_EXCEEDS_PAID: refunds of a payment never exceed what was paid
   */
  async request(tx: Tx, request: RefundRequest): Promise<string> {
    if (!(await takeRefundable(tx, request.paymentId, request.amountFen))) {
      throw new Refusal('REFUND_EXCEEDS_PAID');
    }
    const now = this.clock.now();
    const id = newId(now);
    const reason = clipBytes(request.reason, REASON_BYTES_MAX);
    if (request.amountFen === 0) {
      await insertRefund(tx, { ...request, id, reason, state: 'succeeded' }, now);
      await this.announce(tx, { ...request, id }, now);
      return id;
    }
    await insertRefund(tx, { ...request, id, reason, state: 'requested' }, now);
    await this.jobs.add(tx, 'refund.send', id, { refundId: id });
    return id;
  }

  /** Takes in what a notification says (case 59: it may come before the API's own answer). */
  async settleNotified(resource: RefundResource): Promise<void> {
    const refund = await findRefund(this.db.manager, refundIdOf(resource.out_refund_no));
    const fits =
      refund?.paymentId === resource.out_trade_no &&
      refund.amountFen === resource.amount.refund &&
      resource.mchid === this.config.WECHAT_MCH_ID;
    if (!refund || !fits) {
      this.log.error(`alert: WeChat reports refund ${resource.out_refund_no} that is not ours`);
      throw new Refusal('NOTIFICATION_INVALID');
    }
    // News of a number that was closed, and begun anew under another.
    if (refundNo(refund) !== resource.out_refund_no) return;
    await this.settle(refund.id, {
      status: resource.refund_status,
      wechatRefundId: resource.refund_id,
      successTime: resource.success_time,
    });
  }

  /**
   * Records what WeChat says of a refund, once per state, whoever reports it first: the lock and the
   * state are what makes a repeat count for nothing.
   */
  async settle(refundId: string, outcome: RefundOutcome): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const now = this.clock.now();
      const refund = await lockRefund(tx, refundId);
      if (!refund || refund.state === 'succeeded') return;
      const { wechatRefundId } = outcome;
      if (outcome.status === 'PROCESSING') {
        const checkAt = minutesAfter(now, FIRST_CHECK_MINUTES);
        if (mayMoveRefund(refund.state, 'processing')) {
          await moveRefund(tx, refund, 'processing', { wechatRefundId, checkAt });
        }
      } else if (outcome.status === 'SUCCESS') {
        const at = wechatInstant(outcome.successTime) ?? now;
        await moveRefund(tx, refund, 'succeeded', { wechatRefundId, at });
        await this.announce(tx, refund, at);
      } else {
        await this.recordFailure(tx, refund, outcome);
      }
    });
  }

  /** Refunds an operator looks for, newest first. */
  async list(query: OpsRefundListQuery): Promise<Page<OpsRefund>> {
    const found = await refundsBy(this.db.manager, query, query.limit + 1);
    return pageOf(found, query.limit);
  }

  /** The refunds of a payment, newest first. */
  ofPayment(paymentId: string): Promise<OpsRefund[]> {
    return refundsBy(this.db.manager, { paymentId }, REFUNDS_OF_PAYMENT_MAX);
  }

  /** @throws Refusal NOT_FOUND */
  async show(refundId: string): Promise<OpsRefund> {
    const [found] = await refundsBy(this.db.manager, { refundId }, 1);
    if (!found) throw new Refusal('NOT_FOUND');
    return found;
  }

  /**
   * Sends a failed refund again: the operator's decision. An abnormal one keeps its number, so that
   * what was done about it at WeChat is found; a closed one gets another. Answers the state before.
   * @throws Refusal NOT_FOUND; PAYMENT_STATE unless it failed
   */
  async retry(tx: Tx, refundId: string): Promise<RefundState> {
    const refund = await lockRefund(tx, refundId);
    if (!refund) throw new Refusal('NOT_FOUND');
    if (!mayMoveRefund(refund.state, 'requested')) {
      throw new Refusal('PAYMENT_STATE', { state: refund.state });
    }
    await moveRefund(tx, refund, 'requested');
    await this.jobs.add(tx, 'refund.send', refundId, { refundId });
    return refund.state;
  }

  private async recordFailure(tx: Tx, refund: Refund, outcome: RefundOutcome): Promise<void> {
    const to = outcome.status === 'ABNORMAL' ? 'abnormal' : 'closed';
    if (refund.state === to) return;
    this.log.error(`alert: refund ${refund.id} is ${to} at WeChat, an operator must decide`);
    await moveRefund(tx, refund, to, { wechatRefundId: outcome.wechatRefundId });
  }

  private async announce(
    tx: Tx,
    refund: Pick<Refund, 'id' | 'paymentId' | 'subjectKind' | 'subjectId' | 'amountFen'>,
    at: Date,
  ): Promise<void> {
    const { id: refundId, paymentId, subjectKind, subjectId, amountFen } = refund;
    await this.outbox.add(tx, 'refund.succeeded', {
      refundId,
      paymentId,
      subjectKind,
      subjectId,
      amountFen,
      at: at.toISOString(),
    });
  }
}

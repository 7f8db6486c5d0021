import { Inject, Injectable, Logger } from '@nestjs/common';
import { assert, fen, mayMovePayment, minutesAfter, type Fen } from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { CONFIG, type Config } from '../platform/config.js';
import { firstArrival } from '../platform/inbox.js';
import { Jobs } from '../platform/jobs.js';
import { newId } from '../platform/new-id.js';
import { Outbox } from '../platform/outbox.js';
import { isLostDatabase } from '../platform/refusal.filter.js';
import { Refusal } from '../platform/refusal.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { clipBytes } from './clip-bytes.js';
import './payment.events.js';
import type { PaymentFacts } from './payment.events.js';
import {
  findPayment,
  insertPayments,
  lockPayment,
  lockPaymentOfSubject,
  movePayment,
  paymentOfSubject,
  type Payment,
} from './payment.store.js';
import { WechatPay, WechatPayError } from './wechat-pay.js';
import { paidInstant, transactionSchema, type Transaction } from './transaction.schema.js';

/** The first look at WeChat when no notification has come; later looks back off. */
export const FIRST_CHECK_MINUTES = 1;
const DESCRIPTION_BYTES_MAX = 127;
/** A payment that was refunded since was paid too. */
const PAID_STATES = new Set(['SUCCESS', 'REFUND']);

type Tell = 'now' | 'later';

export interface PaymentRequest {
  /** Its id, where the subject must name it before it is opened; else a new one. */
  id?: string;
  subjectKind: string;
  subjectId: string;
  shopperId: string;
  openid: string;
  /** What the shopper reads in WeChat; clipped to its 127 bytes. */
  description: string;
  amountFen: Fen;
  /** Whether the subject is paid otherwise too; false where it is left out. */
  isPart?: boolean;
  expiresAt: Date;
}

/** Takes money for any subject (an order, a recharge, a plan) and knows only its kind and id. */
@Injectable()
export class Payments {
  private readonly log = new Logger('payments');

  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly jobs: Jobs,
    private readonly wechat: WechatPay,
  ) {}

  /** Opens a payment in the subject's own transaction. Nothing to pay has succeeded already. */
  async open(tx: Tx, request: PaymentRequest): Promise<string> {
    const [id] = await this.openAll(tx, [request]);
    assert(id !== undefined, 'a payment without an id');
    return id;
  }

  /** Opens payments of many subjects in one statement; their ids, in the order asked. */
  async openAll(tx: Tx, requests: readonly PaymentRequest[]): Promise<string[]> {
    const now = this.clock.now();
    const payments = requests.map((request) => newPayment(request, now));
    const checkAt = minutesAfter(now, FIRST_CHECK_MINUTES);
    await insertPayments(tx, payments, { now, checkAt });
    for (const payment of payments) {
      if (payment.state !== 'succeeded') continue;
      await this.outbox.add(tx, 'payment.succeeded', factsOf(payment, now));
    }
    return payments.map(({ id }) => id);
  }

  /** Asks WeChat what became of a payment and acts on it; the answer to a lost notification. */
  async check(paymentId: string): Promise<void> {
    const path = `/v3/pay/transactions/out-trade-no/${paymentId}?mchid=${this.config.WECHAT_MCH_ID}`;
    try {
      const found = transactionSchema.safeParse(await this.wechat.call('GET', path));
      if (found.success && PAID_STATES.has(found.data.trade_state)) await this.settle(found.data);
    } catch (error) {
      if (!(error instanceof WechatPayError) || error.status !== 404) throw error;
    }
  }

  /**
   * Records money received, once, whoever reports it first. Case 3, 55, 56: a payment that comes
   * twice, early or after its subject closed is recorded and announced; the subject decides.
   * @throws Refusal NOTIFICATION_INVALID when it does not fit a payment of ours (case 57)
   */
  async settle(transaction: Transaction): Promise<void> {
    await this.nowOrLater(transaction.out_trade_no, (tell) => this.record(transaction, tell));
  }

  private async record(transaction: Transaction, tell: Tell): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const { out_trade_no: id, transaction_id: transactionId } = transaction;
      const now = this.clock.now();
      if (!(await firstArrival(tx, 'wechat.payment', transactionId, now))) return;
      const payment = await lockPayment(tx, id);
      this.assertFits(payment, transaction);
      const at = paidInstant(transaction.success_time, now);
      await movePayment(tx, payment, 'succeeded', { transactionId, succeededAt: at });
      const payer = transaction.payer && { payerOpenid: transaction.payer.openid };
      await this.tell(tx, tell, 'payment.succeeded', { ...factsOf(payment, at), ...payer });
    });
  }

  /** Begins to close an unpaid payment; its subject hears `payment.closed`, or that it was paid. */
  async requestClose(tx: Tx, paymentId: string): Promise<void> {
    const payment = await lockPayment(tx, paymentId);
    if (!payment || !mayMovePayment(payment.state, 'closing')) return;
    await movePayment(tx, payment, 'closing');
    await this.jobs.add(tx, 'payment.close', paymentId, { paymentId });
  }

  /** Records that WeChat has closed: only now may its subject release what it holds. */
  async recordClosed(paymentId: string): Promise<void> {
    await this.nowOrLater(paymentId, (tell) =>
      inTransaction(this.db, async (tx) => {
        const payment = await lockPayment(tx, paymentId);
        if (!payment || !mayMovePayment(payment.state, 'closed')) return;
        await movePayment(tx, payment, 'closed');
        await this.tell(tx, tell, 'payment.closed', factsOf(payment, this.clock.now()));
      }),
    );
  }

  /** The subject moves in the same transaction; when that fails, all is done again with a row. */
  private async nowOrLater(paymentId: string, work: (tell: Tell) => Promise<void>): Promise<void> {
    try {
      await work('now');
    } catch (error) {
      const isForeign = error instanceof Refusal && error.code === 'NOTIFICATION_INVALID';
      if (isForeign || isLostDatabase(error)) throw error;
      this.log.error(`a listener failed on ${paymentId}, it will be told again: ${error}`);
      await work('later');
    }
  }

  private tell(
    tx: Tx,
    tell: Tell,
    kind: 'payment.succeeded' | 'payment.closed',
    facts: PaymentFacts,
  ): Promise<void> {
    return tell === 'now'
      ? this.outbox.deliverNow(tx, kind, facts)
      : this.outbox.add(tx, kind, facts);
  }

  /** A payment; `db` is the transaction's own inside one. @throws Refusal NOT_FOUND */
  async get(
    paymentId: string,
    db: Pick<EntityManager, 'query'> = this.db.manager,
  ): Promise<Payment> {
    const payment = await findPayment(db, paymentId);
    if (!payment) throw new Refusal('NOT_FOUND');
    return payment;
  }

  /** The payment of a subject, or null: someone else's is nobody's. */
  async of(subjectKind: string, subjectId: string, shopperId: string): Promise<Payment | null> {
    const payment = await paymentOfSubject(this.db.manager, subjectKind, subjectId);
    return payment?.shopperId === shopperId ? payment : null;
  }

  /** Locks the payment of a subject: always before the subject's own rows. */
  lockOf(tx: Tx, subjectKind: string, subjectId: string): Promise<void> {
    return lockPaymentOfSubject(tx, subjectKind, subjectId);
  }

  private assertFits(payment: Payment | null, from: Transaction): asserts payment is Payment {
    const fits =
      payment !== null &&
      from.amount.total === payment.amountFen &&
      from.mchid === this.config.WECHAT_MCH_ID &&
      from.appid === this.config.WECHAT_APP_ID;
    if (fits) return;
    this.log.error(`alert: WeChat reports ${from.out_trade_no} in a way that fits no payment`);
    throw new Refusal('NOTIFICATION_INVALID');
  }
}

function newPayment(request: PaymentRequest, now: Date): Payment {
  const free = request.amountFen === 0;
  return {
    ...request,
    isPart: request.isPart ?? false,
    id: request.id ?? newId(now),
    description: clipBytes(request.description, DESCRIPTION_BYTES_MAX),
    refundedFen: fen(0),
    state: free ? 'succeeded' : 'pending',
    transactionId: null,
    checks: 0,
    succeededAt: free ? now : null,
  };
}

function factsOf(payment: Payment, at: Date): PaymentFacts {
  const { id: paymentId, subjectKind, subjectId, amountFen, isPart } = payment;
  return { paymentId, subjectKind, subjectId, amountFen, isPart, at: at.toISOString() };
}

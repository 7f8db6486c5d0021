import { Injectable } from '@nestjs/common';
import { refundChannel, type Fen, type RefundChannel } from '@siyu/shared';
import { Clock } from '../platform/clock.js';
import { Outbox } from '../platform/outbox.js';
import type { Tx } from '../platform/transaction.js';
import { Payments } from './payments.service.js';
import { Refunds } from './refunds.service.js';
import { Transfers } from './transfers/transfers.service.js';

/** Money that was paid in advance, on its way back. */
export interface MoneyBackRequest {
  subjectKind: string;
  subjectId: string;
  /** What paid it, and by whom: a transfer goes to the same person. */
  paymentId: string;
  shopperId: string;
  amountFen: Fen;
  reason: string;
  /** As on their identity card; a transfer from ¥2,000 on needs it. */
  payeeName: string | null;
}

interface Arrival {
  subjectKind: string;
  subjectId: string;
  at: string;
}

/**
 * What was paid in advance may go back years later, when WeChat refunds no more: then it is
 * transferred, or paid outside WeChat.
 */
@Injectable()
export class MoneyBack {
  constructor(
    private readonly clock: Clock,
    private readonly payments: Payments,
    private readonly refunds: Refunds,
    private readonly transfers: Transfers,
    private readonly outbox: Outbox,
  ) {}

  /** How it would go back now. */
  channelOf(subjectKind: string, paidAt: Date, amountFen: Fen): RefundChannel {
    const limits = this.transfers.limitsOf(subjectKind);
    return refundChannel({ paidAt, amountFen, limits }, this.clock.now());
  }

  /** Sends it; the refund at WeChat, where it is one. @throws Refusal TRANSFER_INVALID */
  async send(tx: Tx, channel: RefundChannel, request: MoneyBackRequest): Promise<string | null> {
    const { subjectKind, subjectId, paymentId, shopperId, amountFen, reason } = request;
    const subject = { subjectKind, subjectId, amountFen };
    if (channel === 'wechat') return this.refunds.request(tx, { ...subject, paymentId, reason });
    if (channel === 'transfer') {
      const { openid } = await this.payments.get(paymentId, tx);
      const { payeeName } = request;
      await this.transfers.open(tx, { ...subject, shopperId, openid, remark: reason, payeeName });
    }
    return null;
  }

  /** Called back in the transaction of the news that it has arrived; once for each room, at start. */
  whenArrived(
    room: string,
    subjectKind: string,
    mark: (tx: Tx, subjectId: string, at: Date) => Promise<void>,
  ): void {
    const handle = async (tx: Tx, all: readonly Arrival[]) => {
      const own = all.filter((one) => one.subjectKind === subjectKind);
      for (const { subjectId, at } of own) await mark(tx, subjectId, new Date(at));
    };
    this.outbox.listen({ name: `${room}.refund-succeeded`, kind: 'refund.succeeded', handle });
    this.outbox.listen({ name: `${room}.transfer-succeeded`, kind: 'transfer.succeeded', handle });
  }
}

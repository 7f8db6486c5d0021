import { Inject, Injectable } from '@nestjs/common';
import { beijingDayStart, daysAfter, type MoneyLine } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { CheckRefundsSweep } from '../check-refunds.sweep.js';
import { Payments } from '../payments.service.js';
import { refundIdOf } from '../refund.store.js';
import { TransferJobs } from '../transfers/transfer-jobs.js';
import {
  doneBetween,
  paymentLines,
  refundLines,
  transferIdOf,
  transferLines,
} from './books.store.js';

const AT_ONCE = 1_000;

/** What the shop's own books say of money that went through WeChat. */
@Injectable()
export class PaymentBooks {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly payments: Payments,
    private readonly refunds: CheckRefundsSweep,
    private readonly transfers: TransferJobs,
  ) {}

  /** All that was paid, refunded and transferred on a Beijing day, by WeChat's times. */
  doneOn(day: string): Promise<MoneyLine[]> {
    const from = beijingDayStart(day);
    return doneBetween(this.db.manager, from, daysAfter(from, 1));
  }

  /**
   * What is known of these numbers; of those unknown, nothing. The number of an attempt at a refund
   * that WeChat closed, and another followed, has failed.
   */
  async named(lines: readonly Pick<MoneyLine, 'subject' | 'number'>[]): Promise<MoneyLine[]> {
    const numbersOf = (subject: MoneyLine['subject']) =>
      lines.filter((line) => line.subject === subject).map(({ number }) => number);
    const refundNos = numbersOf('refund');
    const [payments, refunds, transfers] = await Promise.all([
      inParts(numbersOf('payment'), (some) => paymentLines(this.db.manager, some)),
      inParts(refundNos.map(refundIdOf), (some) => refundLines(this.db.manager, some)),
      inParts(numbersOf('transfer'), (some) => transferLines(this.db.manager, some)),
    ]);
    const byId = new Map(refunds.map((line) => [refundIdOf(line.number), line]));
    const attempts = refundNos.flatMap((number): MoneyLine[] => {
      const last = byId.get(refundIdOf(number));
      if (!last) return [];
      if (last.number === number) return [last];
      return [{ ...last, number, wechatNo: null, outcome: 'failed' }];
    });
    return [...payments, ...attempts, ...transfers];
  }

  /** Asks WeChat what became of what is open here, and acts on it. */
  async ask({ subject, number }: Pick<MoneyLine, 'subject' | 'number'>): Promise<void> {
    if (subject === 'payment') return this.payments.check(number);
    if (subject === 'refund') return this.refunds.check(refundIdOf(number));
    const transferId = await transferIdOf(this.db.manager, number);
    if (transferId !== null) await this.transfers.check(transferId);
  }
}

/** A statement has room for so many; one after another, so that no pool is drained. */
async function inParts<T>(
  numbers: readonly string[],
  read: (some: readonly string[]) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = [];
  for (let at = 0; at < numbers.length; at += AT_ONCE) {
    found.push(...(await read(numbers.slice(at, at + AT_ONCE))));
  }
  return found;
}

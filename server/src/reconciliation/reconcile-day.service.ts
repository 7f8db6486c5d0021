import { Inject, Injectable } from '@nestjs/common';
import {
  fen,
  findDifferences,
  findFundsDifferences,
  moneyKey,
  type BillLine,
  type Difference,
  type MoneyLine,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { PaymentBooks } from '../payments/books/payment-books.service.js';
import { Clock } from '../platform/clock.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { billedOnAnotherDay, billsOf, fundsOf, tradedAmong } from './bill-line.store.js';
import {
  keepDifferences,
  lockDifferences,
  moveDifference,
  type KeptDifference,
} from './difference.store.js';
import type { Bills } from './fetch-bills.js';
import { netsOf, transfersIn } from './fund-flow-bill.js';
import { lockDay, moveDay } from './reconciliation-day.store.js';
import { netOf } from './trade-bill.js';

/** Matches the bills of a day with the books, and works off what explains itself. */
@Injectable()
export class ReconcileDay {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly books: PaymentBooks,
  ) {}

  /**
   * Matches a day whose bills are here, line by line. Where we have not heard what became of
   * something, WeChat is asked, and the day is matched once more.
   */
  async match(day: string): Promise<void> {
    const unheard = (await this.matchOnce(day)).filter((one) => one.cause === 'unknown-outcome');
    for (const one of unheard) await this.ask(one);
    if (unheard.length > 0) await this.matchOnce(day);
  }

  private async ask({ subject, number }: Difference): Promise<void> {
    if (subject !== 'funds') await this.books.ask({ subject, number });
  }

  private async matchOnce(day: string): Promise<Difference[]> {
    const bills = await billsOf(this.db.manager, day);
    const found = [...(await this.booksDiffer(day, bills)), ...(await this.billsDiffer(bills))];
    await inTransaction(this.db, (tx) => this.keep(tx, day, found));
    return found;
  }

  private async booksDiffer(day: string, { trades, funds }: Bills): Promise<Difference[]> {
    const bill: BillLine[] = [...trades, ...transfersIn(funds)];
    const named = await this.books.named(bill);
    const done = await this.books.doneOn(day);
    const late = await billedOnAnotherDay(this.db.manager, day, missingFrom(bill, done));
    const isBilledAnotherDay = (line: MoneyLine) => late.has(moneyKey(line));
    return findDifferences({ bill, named, done, isBilledAnotherDay });
  }

  private async billsDiffer(bills: Bills): Promise<Difference[]> {
    const trades = bills.trades
      .filter(({ outcome }) => outcome === 'done')
      .map((line) => ({ wechatNo: line.wechatNo, netFen: netOf(line) }));
    const funds = netsOf(bills.funds, 'trade');
    const numbers = ({ wechatNo }: { wechatNo: string }) => wechatNo;
    const moved = await fundsOf(this.db.manager, trades.map(numbers));
    const traded = await tradedAmong(this.db.manager, funds.map(numbers));
    return findFundsDifferences({
      ...{ trades, funds, isTraded: (wechatNo) => traded.has(wechatNo) },
      fundsOf: (wechatNo) => {
        const net = moved.get(wechatNo);
        return net === undefined ? undefined : fen(net);
      },
    });
  }

  /** What is new is open, unless it is only late; what is not found again has come to agree. */
  private async keep(tx: Tx, day: string, found: readonly Difference[]): Promise<void> {
    const now = this.clock.now();
    const from = await lockDay(tx, day);
    if (from === null || from === 'closed') return;
    await keepDifferences(tx, day, found, now);
    const late = new Set(found.filter(({ cause }) => cause === 'late').map(nameOf));
    const names = new Set(found.map(nameOf));
    let open = 0;
    for (const one of await lockDifferences(tx, day)) {
      const isFound = names.has(nameOf(one));
      if (one.state === 'open' && isFound && !late.has(nameOf(one))) open += 1;
      else if (one.state === 'open') await settleByItself(tx, one, isFound, now);
      else if (isFound && one.resolution === 'agrees-now') {
        await moveDifference(tx, one, 'open', { note: null }, now);
        open += 1;
      }
    }
    await moveDay(tx, { day, from }, open === 0 ? 'closed' : 'open', now);
  }
}

function settleByItself(tx: Tx, one: KeptDifference, isLate: boolean, now: Date): Promise<void> {
  const resolution = isLate ? 'billed-another-day' : 'agrees-now';
  return moveDifference(tx, one, 'settled', { resolution, note: null, settledBy: null }, now);
}

function missingFrom(bill: readonly BillLine[], done: readonly MoneyLine[]): MoneyLine[] {
  const billed = new Set(bill.map(moneyKey));
  return done.filter((line) => !billed.has(moneyKey(line)));
}

/** As the table tells differences of a day apart. */
function nameOf(one: Pick<Difference, 'subject' | 'kind' | 'number' | 'wechatNo'>): string {
  return `${one.subject} ${one.kind} ${one.number} ${one.wechatNo ?? ''}`;
}

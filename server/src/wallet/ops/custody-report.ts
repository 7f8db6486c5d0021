import { Inject, Injectable } from '@nestjs/common';
import { fen, formatYuan, type Fen, type WalletEntryKind, type WalletMonth } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { WalletSettingsDocument } from '../wallet-settings.js';
import { movedByMonth, type MonthRow } from './custody-report.store.js';

const BPS = 10_000;

type Side = WalletMonth['principal'];

/** Under which figure an entry counts; what orders hold and give free counts for nothing. */
const FIGURE: Partial<Record<WalletEntryKind, Exclude<keyof Side, 'outstandingFen'>>> = {
  'recharge-paid': 'issuedFen',
  'wallet-imported': 'issuedFen',
  'commission-withdrawn': 'issuedFen',
  'order-captured': 'spentFen',
  'order-given-back': 'spentFen',
  'recharge-refunded': 'refundedFen',
  'wallet-adjusted': 'adjustedFen',
  'bonus-given-up': 'adjustedFen',
  'bonus-granted': 'adjustedFen',
  'bonus-taken-back': 'adjustedFen',
  'return-freight-paid': 'issuedFen',
  'principal-paid-out': 'refundedFen',
};

/** Issuance and custody, by Beijing month (单用途商业预付卡管理办法: a ledger of what was issued). */
@Injectable()
export class CustodyReport {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly settings: WalletSettingsDocument,
  ) {}

  /** The months in which something moved, the first one first. */
  async months(): Promise<WalletMonth[]> {
    const { custodyBps } = await this.settings.current();
    const moved = await movedByMonth(this.db.manager);
    let [principal, bonus] = [emptySide(fen(0)), emptySide(fen(0))];
    return [...new Set(moved.map(({ month }) => month))].map((month) => {
      const inMonth = moved.filter((row) => row.month === month);
      principal = sideOf(inMonth, 'principal', principal.outstandingFen);
      bonus = sideOf(inMonth, 'bonus', bonus.outstandingFen);
      const custodyFen = fen(Math.ceil((principal.outstandingFen * custodyBps) / BPS));
      return { month, principal, bonus, custodyFen };
    });
  }
}

function sideOf(rows: readonly MonthRow[], side: MonthRow['side'], before: Fen): Side {
  const figures = emptySide(before);
  for (const { kind, amount } of rows.filter((row) => row.side === side)) {
    const figure = FIGURE[kind];
    // What goes out is told as a positive figure under a name that says so.
    const sign = figure === 'spentFen' || figure === 'refundedFen' ? -1 : 1;
    if (figure) figures[figure] = fen(figures[figure] + sign * amount);
    figures.outstandingFen = fen(figures.outstandingFen + amount);
  }
  return figures;
}

function emptySide(outstandingFen: Fen): Side {
  const none = fen(0);
  return { issuedFen: none, spentFen: none, refundedFen: none, adjustedFen: none, outstandingFen };
}

const SIDE_HEADER = ['发行', '消费', '退款', '调整', '期末余额'] as const;

/** The report as rows of a CSV file, amounts in yuan. */
export async function* custodyRows(months: readonly WalletMonth[]): AsyncGenerator<string[]> {
  const header = (name: string) => SIDE_HEADER.map((figure) => `${name}${figure}(元)`);
  yield ['月份', ...header('本金'), ...header('赠送金'), '应存管(元)'];
  for (const { month, principal, bonus, custodyFen } of months) {
    yield [month, ...cells(principal), ...cells(bonus), formatYuan(custodyFen)];
  }
}

function cells(side: Side): string[] {
  const { issuedFen, spentFen, refundedFen, adjustedFen, outstandingFen } = side;
  return [issuedFen, spentFen, refundedFen, adjustedFen, outstandingFen].map(formatYuan);
}

import { fen, sumFen, type BillLine, type Fen } from '@siyu/shared';
import { billCount, billFen, billTable, BillUnreadable, field } from './bill-table.js';

/** What a movement of the merchant's account is for; `other`: top-ups, payouts and such. */
export type FundUse = 'trade' | 'transfer' | 'other';

/** A movement of the merchant's account: in is above zero, out below. */
export interface FundLine {
  wechatNo: string;
  use: FundUse;
  /** WeChat's word for it. */
  business: string;
  netFen: Fen;
  /** The account after it. */
  balanceFen: Fen;
}

const TRADES = ['交易', '退款', '扣除交易手续费', '退还交易手续费'];
const TRANSFERS = ['商家转账', '企业付款', '商家转账到零钱'];

/**
 * The lines of a fund-flow bill (`account_type=BASIC`), in the order of its account.
 * @throws BillUnreadable, also when its lines do not make its sums, or a balance does not follow
 *   from the one before: then some are missing
 */
export function fundFlowBill(bytes: Buffer): FundLine[] {
  const { rows, sums } = billTable(bytes);
  const lines = rows.map(lineOf);
  const incomes = lines.filter(({ netFen }) => netFen >= 0).map(({ netFen }) => netFen);
  const expenses = lines.filter(({ netFen }) => netFen < 0).map(({ netFen }) => fen(-netFen));
  const agrees =
    billCount(sums, '资金流水总笔数') === lines.length &&
    billFen(sums, '收入金额') === sumFen(incomes) &&
    billFen(sums, '支出金额') === sumFen(expenses);
  if (!agrees) throw new BillUnreadable('the lines of a fund flow do not make its sums');
  lines.forEach(({ balanceFen, netFen }, at) => {
    const before = lines[at - 1];
    if (before && before.balanceFen + netFen !== balanceFen) {
      throw new BillUnreadable('a balance of a fund flow does not follow from the one before');
    }
  });
  return lines;
}

function lineOf(row: Record<string, string>): FundLine {
  const business = field(row, '业务类型');
  const direction = field(row, '收支类型');
  const amountFen = billFen(row, '收支金额(元)');
  if (direction !== '收入' && direction !== '支出') {
    throw new BillUnreadable(`a movement that is neither in nor out: ${direction}`);
  }
  return {
    wechatNo: field(row, '微信支付业务单号'),
    use: useOf(business),
    business,
    netFen: fen(direction === '收入' ? amountFen : 0 - amountFen),
    balanceFen: billFen(row, '账户结余(元)'),
  };
}

function useOf(business: string): FundUse {
  if (TRADES.includes(business)) return 'trade';
  return TRANSFERS.includes(business) ? 'transfer' : 'other';
}

/** What is left of each number of one use, in the order they come. */
export function netsOf(
  lines: readonly FundLine[],
  use: FundUse,
): { wechatNo: string; netFen: Fen }[] {
  const nets = new Map<string, Fen>();
  for (const line of lines) {
    if (line.use !== use) continue;
    nets.set(line.wechatNo, fen((nets.get(line.wechatNo) ?? 0) + line.netFen));
  }
  return [...nets].map(([wechatNo, netFen]) => ({ wechatNo, netFen }));
}

/** Transfers as lines to match. What went out and came back was not done. */
export function transfersIn(lines: readonly FundLine[]): BillLine[] {
  return netsOf(lines, 'transfer').map(({ wechatNo, netFen }) => ({
    ...{ subject: 'transfer', number: wechatNo, wechatNo },
    amountFen: fen(Math.abs(netFen)),
    outcome: netFen < 0 ? 'done' : 'failed',
  }));
}

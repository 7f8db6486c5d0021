import { fen, sumFen, type BillLine, type Fen, type MoneyOutcome } from '@siyu/shared';
import { billCount, billFen, billTable, BillUnreadable, field } from './bill-table.js';

/** A line of the trade bill, and WeChat's fee for it: below zero where it gives some back. */
export type TradeLine = BillLine & { feeFen: Fen };

/** The refund's state when the bill was made; whatever else it says has failed. */
const REFUND_OUTCOMES: Readonly<Record<string, MoneyOutcome>> = {
  SUCCESS: 'done',
  PROCESSING: 'open',
};

/**
 * The lines of a trade bill (`bill_type=ALL`): payments by when they succeeded, refunds by when
 * WeChat took them.
 * @throws BillUnreadable, also when its lines do not make its sums: then some are missing
 */
export function tradeBill(bytes: Buffer): TradeLine[] {
  const { rows, sums } = billTable(bytes);
  const lines = rows.map(lineOf);
  const total = (subject: TradeLine['subject']) =>
    sumFen(lines.filter((line) => line.subject === subject).map(({ amountFen }) => amountFen));
  const agrees =
    billCount(sums, '总交易单数') === lines.length &&
    billFen(sums, '订单总金额') === total('payment') &&
    billFen(sums, '申请退款总金额') === total('refund') &&
    billFen(sums, '手续费总金额') === sumFen(lines.map(({ feeFen }) => feeFen));
  if (!agrees) throw new BillUnreadable('the lines of a trade bill do not make its sums');
  return lines;
}

/** Nothing of the shopper is kept: the number of our own row leads to them. */
function lineOf(row: Record<string, string>): TradeLine {
  const state = field(row, '交易状态');
  const feeFen = billFen(row, '手续费');
  if (state === 'SUCCESS') {
    return {
      ...{ subject: 'payment', outcome: 'done', feeFen },
      number: field(row, '商户订单号'),
      wechatNo: field(row, '微信订单号'),
      amountFen: billFen(row, '订单金额'),
    };
  }
  if (state !== 'REFUND') throw new BillUnreadable(`an unknown state of a trade: ${state}`);
  return {
    ...{ subject: 'refund', feeFen },
    outcome: REFUND_OUTCOMES[field(row, '退款状态')] ?? 'failed',
    number: field(row, '商户退款单号'),
    wechatNo: field(row, '微信退款单号'),
    amountFen: billFen(row, '申请退款金额'),
  };
}

/** What a line leaves in the merchant's account: fees are taken off, and given back. */
export function netOf({ subject, amountFen, feeFen }: TradeLine): Fen {
  return fen((subject === 'payment' ? amountFen : -amountFen) - feeFen);
}

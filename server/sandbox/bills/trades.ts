import { createHash } from 'node:crypto';
import type { Payment } from '../pay/payment.js';
import type { PlantedDifference } from '../switches.js';
import type { World } from '../world.js';
import { isOn, type BillDay } from './bill-day.js';

/** WeChat takes 0.6 % of a payment, and gives it back with a refund. */
const FEE_BPS = 60;
const DAY_MS = 86_400_000;

/** A line of the trade bill: a payment, or a refund where it has a number of one. */
export interface Trade {
  readonly atMs: number;
  readonly outTradeNo: string;
  readonly transactionId: string;
  readonly openid: string;
  readonly description: string;
  readonly totalFen: number;
  readonly feeFen: number;
  readonly refund: {
    readonly outRefundNo: string;
    readonly refundId: string;
    readonly refundFen: number;
    readonly status: 'SUCCESS' | 'PROCESSING' | 'FAIL';
    /** When its money moved; null while it has not. */
    readonly movedAtMs: number | null;
  } | null;
}

/** What a line is planted by: the merchant's number of the payment or the refund. */
export function numberOf({ outTradeNo, refund }: Trade): string {
  return refund?.outRefundNo ?? outTradeNo;
}

/** All trades of a day as its bill tells them, the earliest first, with what was planted in it. */
export function tradesOf(world: World, day: BillDay): Trade[] {
  const planted = byNumber(world.board.now.billDifferences);
  const yesterday = { ...day, fromMs: day.fromMs - DAY_MS, untilMs: day.fromMs };
  const isLate = (trade: Trade) => planted.get(numberOf(trade))?.kind === 'late';
  const told = [
    ...factsOf(world, day).filter((trade) => !isLate(trade)),
    ...factsOf(world, yesterday).filter(isLate),
  ];
  const strangers = world.board.now.billDifferences.filter(
    (one) => one.kind === 'stranger' && one.day === day.name,
  );
  return [
    ...told.flatMap((trade) => distorted(trade, planted.get(numberOf(trade)))),
    ...strangers.map((one) => stranger(one, day)),
  ].sort((a, b) => a.atMs - b.atMs);
}

/** Whether the fund flow leaves a number out, though it was traded. */
export function isUnfunded(world: World, number: string): boolean {
  return byNumber(world.board.now.billDifferences).get(number)?.kind === 'unfunded';
}

function byNumber(planted: readonly PlantedDifference[]): Map<string, PlantedDifference> {
  return new Map(planted.map((one) => [one.number, one]));
}

function factsOf({ tables }: World, day: BillDay): Trade[] {
  const paid = tables.payments
    .values()
    .filter(({ paidAtMs }) => paidAtMs !== null && isOn(day, paidAtMs))
    .map((payment) => ({ ...common(payment), atMs: payment.paidAtMs ?? 0, refund: null }));
  const refunds = tables.refunds.values().filter((refund) => isOn(day, refund.createdAtMs));
  return [
    ...paid,
    ...refunds.flatMap((refund): Trade[] => {
      const payment = tables.payments.get(refund.outTradeNo);
      if (payment === undefined) return [];
      const { outRefundNo, refundId, refundFen, createdAtMs, settlesAtMs, outcome } = refund;
      const isDone = outcome === 'SUCCESS';
      const status = settlesAtMs > day.madeAtMs ? 'PROCESSING' : isDone ? 'SUCCESS' : 'FAIL';
      const movedAtMs = isDone ? settlesAtMs : null;
      return [
        {
          ...common(payment),
          ...{ atMs: createdAtMs, feeFen: -feeOf(refundFen) },
          refund: { outRefundNo, refundId, refundFen, status, movedAtMs },
        },
      ];
    }),
  ];
}

function common(payment: Payment) {
  const { outTradeNo, openid, description, totalFen, transactionId = '' } = payment;
  return { outTradeNo, transactionId, openid, description, totalFen, feeFen: feeOf(totalFen) };
}

function feeOf(fen: number): number {
  return Math.round((fen * FEE_BPS) / 10_000);
}

function distorted(trade: Trade, planted: PlantedDifference | undefined): Trade[] {
  if (planted?.kind === 'omit') return [];
  if (planted?.kind === 'duplicate') return [trade, again(trade)];
  if (planted?.kind === 'failed' && trade.refund) {
    return [{ ...trade, refund: { ...trade.refund, status: 'FAIL', movedAtMs: null } }];
  }
  return [planted?.kind === 'amount' ? more(trade, planted.fen) : trade];
}

function more(trade: Trade, fen: number): Trade {
  if (trade.refund === null) return { ...trade, totalFen: trade.totalFen + fen };
  return { ...trade, refund: { ...trade.refund, refundFen: trade.refund.refundFen + fen } };
}

/** The same number of the merchant's under another one of WeChat's. */
function again(trade: Trade): Trade {
  if (trade.refund === null) return { ...trade, transactionId: another(trade.transactionId) };
  return { ...trade, refund: { ...trade.refund, refundId: another(trade.refund.refundId) } };
}

/** A payment that nobody here has made. */
function stranger({ number, fen }: PlantedDifference, day: BillDay): Trade {
  return {
    ...{ atMs: day.fromMs, outTradeNo: number, transactionId: another(number), openid: 'stranger' },
    ...{ description: '其他', totalFen: fen, feeFen: feeOf(fen), refund: null },
  };
}

/** A number of WeChat's that is the same whenever the bill is made. */
function another(number: string): string {
  const digits = createHash('sha1').update(number).digest('hex').replace(/\D/g, '');
  return `42${digits.padEnd(26, '0').slice(0, 26)}`;
}

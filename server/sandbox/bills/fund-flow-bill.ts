import type { World } from '../world.js';
import { transferState } from '../pay/transfer.js';
import { isOn, type BillDay } from './bill-day.js';
import { billCsv, billTime, sum, yuan } from './bill-csv.js';
import { isUnfunded, numberOf, tradesOf, type Trade } from './trades.js';

const NAMES = [
  ...['记账时间', '微信支付业务单号', '资金流水单号', '业务名称', '业务类型', '收支类型'],
  ...['收支金额(元)', '账户结余(元)', '资金变更提交申请人', '备注', '业务凭证号'],
];
const OPENING_FEN = 100_000_000;
const DAY_MS = 86_400_000;

interface Movement {
  readonly atMs: number;
  readonly wechatNo: string;
  readonly business: string;
  readonly fen: number;
}

/** A day's fund flow of the basic account, or null where nothing moved. */
export function fundFlowBillOf(world: World, day: BillDay): string | null {
  const movements = [...traded(world, day), ...transferred(world, day)];
  movements.sort((a, b) => a.atMs - b.atMs);
  if (movements.length === 0) return null;
  let balanceFen = OPENING_FEN;
  const rows = movements.map((movement, at) => {
    balanceFen += movement.fen;
    return rowOf(movement, balanceFen, `${day.name.replaceAll('-', '')}${at}`);
  });
  const incomes = movements.filter(({ fen }) => fen >= 0);
  const expenses = movements.filter(({ fen }) => fen < 0);
  return billCsv(NAMES, rows, {
    资金流水总笔数: String(movements.length),
    收入笔数: String(incomes.length),
    收入金额: yuan(sum(incomes.map(({ fen }) => fen))),
    支出笔数: String(expenses.length),
    支出金额: yuan(-sum(expenses.map(({ fen }) => fen))),
  });
}

/**
 * Payments and their fees with the bill that tells of them; refunds, less the fee given back, when
 * they arrive.
 */
function traded(world: World, day: BillDay): Movement[] {
  const yesterday = { ...day, name: '', fromMs: day.fromMs - DAY_MS, untilMs: day.fromMs };
  const told = tradesOf(world, day).filter(({ refund }) => {
    return refund === null || (refund.movedAtMs !== null && refund.movedAtMs < day.untilMs);
  });
  const arrived = tradesOf(world, yesterday).filter(({ refund }) => {
    return refund !== null && refund.movedAtMs !== null && isOn(day, refund.movedAtMs);
  });
  const isFunded = (trade: Trade) => !isUnfunded(world, numberOf(trade));
  return [...told, ...arrived].filter(isFunded).flatMap(movementsOf);
}

function movementsOf({ refund, atMs, transactionId, totalFen, feeFen }: Trade): Movement[] {
  if (refund !== null) {
    const { refundId: wechatNo, refundFen, movedAtMs } = refund;
    const fen = -refundFen - feeFen;
    return [{ atMs: movedAtMs ?? atMs, wechatNo, business: '退款', fen }];
  }
  const fee = { atMs, wechatNo: transactionId, business: '扣除交易手续费', fen: -feeFen };
  return [
    { atMs, wechatNo: transactionId, business: '交易', fen: totalFen },
    ...(feeFen === 0 ? [] : [fee]),
  ];
}

function transferred({ tables, clock }: World, day: BillDay): Movement[] {
  return tables.transfers
    .values()
    .filter((transfer) => transferState(transfer, clock.nowMs()) === 'SUCCESS')
    .filter(({ ended }) => ended !== null && isOn(day, ended.atMs))
    .map(({ ended, transferBillNo, amountFen }) => ({
      ...{ atMs: ended?.atMs ?? 0, wechatNo: transferBillNo },
      ...{ business: '商家转账', fen: -amountFen },
    }));
}

function rowOf({ atMs, wechatNo, business, fen }: Movement, balanceFen: number, id: string) {
  return [
    ...[billTime(atMs), wechatNo, id, business, business, fen < 0 ? '支出' : '收入'],
    ...[yuan(Math.abs(fen)), yuan(balanceFen), 'system', '', wechatNo],
  ];
}

import { fen, moneyKey, type MoneyLine } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows, type Tx } from '../platform/transaction.js';
import type { Bills } from './fetch-bills.js';
import type { FundLine } from './fund-flow-bill.js';
import type { TradeLine } from './trade-bill.js';

type Reader = Pick<EntityManager, 'query'>;
const AT_ONCE = 1_000;

/** Keeps both bills of a day in place of those that were kept of it. */
export async function replaceBills(tx: Tx, day: string, { trades, funds }: Bills): Promise<void> {
  await tx.query('DELETE FROM trade_bill_line WHERE day = ?', [day]);
  await tx.query('DELETE FROM fund_flow_line WHERE day = ?', [day]);
  const tradeRows = trades.map((line, seq) => [
    ...[day, seq, line.subject, line.number, line.wechatNo],
    ...[line.amountFen, line.feeFen, line.outcome],
  ]);
  await insertAll(
    tx,
    'trade_bill_line (day, seq, subject, number, wechat_no, amount_fen, fee_fen, outcome)',
    tradeRows,
  );
  const fundRows = funds.map((line, seq) => [
    ...[day, seq, line.wechatNo, line.use, line.business, line.netFen, line.balanceFen],
  ]);
  await insertAll(
    tx,
    'fund_flow_line (day, seq, wechat_no, purpose, business, net_fen, balance_fen)',
    fundRows,
  );
}

async function insertAll(tx: Tx, into: string, all: readonly unknown[][]): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE) {
    await tx.query(`INSERT INTO ${into} VALUES ?`, [all.slice(at, at + AT_ONCE)]);
  }
}

/** Both bills of a day, as they were kept. */
export async function billsOf(db: Reader, day: string): Promise<Bills> {
  const trades = await rows<TradeLine>(
    db,
    `SELECT subject, number, wechat_no AS wechatNo, amount_fen AS amountFen, fee_fen AS feeFen,
       outcome FROM trade_bill_line WHERE day = ? ORDER BY seq`,
    [day],
  );
  const funds = await rows<FundLine>(
    db,
    `SELECT wechat_no AS wechatNo, purpose AS \`use\`, business, net_fen AS netFen,
       balance_fen AS balanceFen FROM fund_flow_line WHERE day = ? ORDER BY seq`,
    [day],
  );
  return {
    trades: trades.map((line) => ({
      ...{ ...line, amountFen: fen(line.amountFen), feeFen: fen(line.feeFen) },
    })),
    funds: funds.map((line) => ({
      ...{ ...line, netFen: fen(line.netFen), balanceFen: fen(line.balanceFen) },
    })),
  };
}

/** Which of these are on the bill of another day; by `moneyKey`. */
export async function billedOnAnotherDay(
  db: Reader,
  day: string,
  lines: readonly MoneyLine[],
): Promise<Set<string>> {
  const billed = new Set<string>();
  for (let at = 0; at < lines.length; at += AT_ONCE) {
    const numbers = lines.slice(at, at + AT_ONCE).map(({ number }) => number);
    const found = await rows<Pick<MoneyLine, 'subject' | 'number'>>(
      db,
      `SELECT subject, number FROM trade_bill_line WHERE number IN (?) AND day <> ?
       UNION SELECT 'transfer', wechat_no FROM fund_flow_line
       WHERE wechat_no IN (?) AND day <> ? AND purpose = 'transfer'`,
      [numbers, day, numbers, day],
    );
    for (const line of found) billed.add(moneyKey(line));
  }
  return billed;
}

/** What the fund flows of all days say of these numbers of payments and refunds. */
export async function fundsOf(
  db: Reader,
  wechatNos: readonly string[],
): Promise<Map<string, number>> {
  const nets = new Map<string, number>();
  for (let at = 0; at < wechatNos.length; at += AT_ONCE) {
    const found = await rows<{ wechatNo: string; netFen: string }>(
      db,
      `SELECT wechat_no AS wechatNo, SUM(net_fen) AS netFen FROM fund_flow_line
       WHERE wechat_no IN (?) AND purpose = 'trade' GROUP BY wechat_no`,
      [wechatNos.slice(at, at + AT_ONCE)],
    );
    for (const { wechatNo, netFen } of found) nets.set(wechatNo, Number(netFen));
  }
  return nets;
}

/** Which of these are on the trade bill of any day. */
export async function tradedAmong(db: Reader, wechatNos: readonly string[]): Promise<Set<string>> {
  const traded = new Set<string>();
  for (let at = 0; at < wechatNos.length; at += AT_ONCE) {
    const found = await rows<{ wechatNo: string }>(
      db,
      'SELECT DISTINCT wechat_no AS wechatNo FROM trade_bill_line WHERE wechat_no IN (?)',
      [wechatNos.slice(at, at + AT_ONCE)],
    );
    for (const { wechatNo } of found) traded.add(wechatNo);
  }
  return traded;
}

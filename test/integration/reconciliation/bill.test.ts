import { describe, expect, it } from '@jest/globals';
import { BillUnreadable } from '../../../server/src/reconciliation/bill-table.js';
import { fundFlowBill } from '../../../server/src/reconciliation/fund-flow-bill.js';
import { tradeBill } from '../../../server/src/reconciliation/trade-bill.js';

const NAMES =
  '交易时间,微信订单号,商户订单号,交易状态,微信退款单号,商户退款单号,退款状态,商品名称,手续费,订单金额,申请退款金额';
const PAID = '`2026-11-18 12:00:00,`4200,`A1,`SUCCESS,`0,`0,`,`茶,一盒,`0.30000,`50.00,`0.00';
const BACK =
  '`2026-11-18 12:01:00,`4200,`A1,`REFUND,`5000,`R1,`PROCESSING,`茶,`-0.06000,`0.00,`10.00';
const SUMS = '总交易单数,订单总金额,申请退款总金额,手续费总金额';
const bytes = (...lines: string[]) => Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`);

describe('given a trade bill', () => {
  it('when it is read, then a comma in a name splits nothing, and refunds are as they stood', () =>
    expect(tradeBill(bytes(NAMES, PAID, BACK, SUMS, '`2,`50.00,`10.00,`0.24000'))).toEqual([
      {
        ...{ subject: 'payment', number: 'A1', wechatNo: '4200', amountFen: 5_000, feeFen: 30 },
        outcome: 'done',
      },
      {
        ...{ subject: 'refund', number: 'R1', wechatNo: '5000', amountFen: 1_000, feeFen: -6 },
        outcome: 'open',
      },
    ]));

  it('when its counts have decimals, and columns were added, then that changes nothing', () => {
    const more = [`${NAMES},费率备注`, `${PAID},\``, SUMS, '`1.0,`50.00,`0.00,`0.30000'];
    expect(tradeBill(bytes(...more))).toHaveLength(1);
  });

  it.each([
    ['is empty', []],
    ['is cut off', [NAMES, PAID, BACK]],
    ['lacks a line', [NAMES, PAID, SUMS, '`2,`50.00,`10.00,`0.24000']],
    ['has a line with a field less', [NAMES, PAID.slice(0, -6), SUMS, '`1,`50.00,`0.00,`0.30000']],
    ['has sums that do not add up', [NAMES, PAID, SUMS, '`1,`50.01,`0.00,`0.30000']],
    [
      'has no amount where one should be',
      [NAMES, PAID.replace('50.00', '5O.00'), SUMS, '`1,`50.00'],
    ],
    ['lacks a column', [NAMES.replace('手续费', '费'), PAID, SUMS, '`1,`50.00,`0.00,`0.30000']],
    ['has a fraction of a fen', [NAMES, PAID.replace('0.30000', '0.30100'), SUMS, '`1,`50.00']],
    ['has an unknown state', [NAMES, PAID.replace('SUCCESS', 'LOST'), SUMS, '`1,`50.00,`0,`0.3']],
  ])('when it %s, then it is not taken for a bill', (_, lines) =>
    expect(() => tradeBill(bytes(...lines))).toThrow(BillUnreadable),
  );
});

describe('given a fund flow', () => {
  const HEAD =
    '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元)';
  const line = (no: string, business: string, way: string, amount: string, balance: string) =>
    `\`2026-11-18 12:00:00,\`${no},\`1,\`${business},\`${business},\`${way},\`${amount},\`${balance}`;
  const paid = line('4200', '交易', '收入', '50.00', '150.00');
  const fee = line('4200', '扣除交易手续费', '支出', '0.30', '149.70');
  const cash = line('9', '提现', '支出', '100.00', '49.70');
  const sums = ['资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额', '`3,`1,`50.00,`2,`100.30'];

  it('when it is read, then each line is told by what it is for, with its sign', () =>
    expect(
      fundFlowBill(bytes(HEAD, paid, fee, cash, ...sums)).map(({ use, netFen }) => [use, netFen]),
    ).toEqual([
      ['trade', 5_000],
      ['trade', -30],
      ['other', -10_000],
    ]));

  it('when a balance does not follow from the one before, then a line is missing', () => {
    const wrong = line('9', '提现', '支出', '100.00', '49.71');
    expect(() => fundFlowBill(bytes(HEAD, paid, fee, wrong, ...sums))).toThrow(BillUnreadable);
    const less = ['资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额', '`2,`1,`50.00,`1,`100.00'];
    expect(() => fundFlowBill(bytes(HEAD, paid, cash, ...less))).toThrow(BillUnreadable);
  });
});

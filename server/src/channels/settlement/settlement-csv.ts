import { formatYuan, type ChannelSettlement } from '@siyu/shared';

/** A statement as rows of a file: its days, and what they come to. */
export async function* settlementRows(statement: ChannelSettlement): AsyncGenerator<string[]> {
  yield ['日期', '类型', '当日应结(元)', '本次结算(元)'];
  for (const { day, isCorrection, owedFen, amountFen } of statement.lines) {
    yield [day, isCorrection ? '往期调整' : '本期', formatYuan(owedFen), formatYuan(amountFen)];
  }
  yield [
    '合计',
    `${statement.fromDay} 至 ${statement.untilDay}`,
    '',
    formatYuan(statement.totalFen),
  ];
  yield ['上期结转', '', '', formatYuan(statement.carriedFen)];
  yield ['应付', '', '', formatYuan(statement.payableFen)];
  yield ['结转下期', '', '', formatYuan(statement.carryFen)];
}

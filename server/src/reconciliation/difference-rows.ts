import type { ReconciliationDifference } from '@siyu/shared';
import { yuanCell } from '../platform/csv-cells.js';

const HEADER = [
  ...['账单日', '对象', '差异', '原因', '商户单号', '微信单号', '账面金额(元)', '账单金额(元)'],
  ...['账面状态', '账单状态', '处理状态', '处理结果', '说明', '处理人', '发现时间', '处理时间'],
];
const SUBJECTS = { payment: '支付', refund: '退款', transfer: '转账', funds: '资金账单' };
const KINDS = {
  'missing-here': '账面缺失',
  'missing-there': '账单缺失',
  amount: '金额不符',
  state: '状态不符',
};
const CAUSES = { late: '次日入账', duplicate: '重复', 'unknown-outcome': '结果未知' };
const OUTCOMES = { done: '成功', open: '处理中', failed: '失败' };
const STATES = { open: '待处理', settled: '已处理' };
const RESOLUTIONS = {
  'billed-another-day': '已在其他账单日',
  'agrees-now': '已一致',
  explained: '已说明',
  corrected: '已更正',
  'written-off': '已核销',
};

/** Differences as rows: a header, then one each; amounts are yuan, times UTC. */
export async function* differenceRows(
  differences: AsyncIterable<ReconciliationDifference>,
): AsyncGenerator<string[]> {
  yield HEADER;
  for await (const one of differences) {
    yield [
      ...[one.day, SUBJECTS[one.subject], KINDS[one.kind], worded(CAUSES, one.cause)],
      ...[one.number, one.wechatNo ?? '', yuanCell(one.oursFen), yuanCell(one.theirsFen)],
      ...[worded(OUTCOMES, one.ours), worded(OUTCOMES, one.theirs), STATES[one.state]],
      ...[worded(RESOLUTIONS, one.resolution), one.note ?? '', one.settledBy ?? ''],
      ...[one.foundAt, one.settledAt ?? ''],
    ];
  }
}

function worded<Word extends string>(words: Record<Word, string>, word: Word | null): string {
  return word === null ? '' : words[word];
}

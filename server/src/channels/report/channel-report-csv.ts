import { CHANNEL_KIND_NAMES, formatYuan, VALUE_DAYS, type ChannelReport } from '@siyu/shared';
import { yuanCell } from '../../platform/csv-cells.js';

const HEADER = [
  ...['渠道', '类型', '状态', '扫码次数', '访客数', '注册数', '首单数', '复购单数'],
  ...['支付金额(元)', '退款金额(元)', '净销售额(元)', '成本(元)', '获客成本(元)', 'ROI(%)'],
  ...VALUE_DAYS.flatMap((days) => [`满${days}天客户数`, `${days}天人均净消费(元)`]),
];

/** Channels as rows of a file, under a header. */
export async function* channelRows(
  channels: AsyncIterable<ChannelReport>,
): AsyncGenerator<string[]> {
  yield HEADER;
  for await (const one of channels) {
    yield [
      ...[one.name, CHANNEL_KIND_NAMES[one.kind], one.state === 'open' ? '启用' : '已关闭'],
      ...[one.scans, one.visitors, one.registrations, one.firstOrders].map(String),
      String(one.repeatOrders),
      ...[one.paidFen, one.refundedFen, one.netFen, one.costFen].map(formatYuan),
      ...[
        yuanCell(one.costPerCustomerFen),
        one.roiBps === null ? '' : (one.roiBps / 100).toFixed(2),
      ],
      ...one.values.flatMap((value) => [String(value.customers), yuanCell(value.perCustomerFen)]),
    ];
  }
}

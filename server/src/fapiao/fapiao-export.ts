import { formatYuan, type OpsFapiao } from '@siyu/shared';

const HEADER = [
  '订单号',
  '状态',
  '抬头类型',
  '抬头',
  '税号',
  '邮箱',
  '金额(元)',
  '发票号码',
  '申请时间',
  '开票时间',
] as const;

/** The rows of a fapiao export: a header, then one row a request. */
export async function* fapiaoRows(requests: AsyncIterable<OpsFapiao>): AsyncGenerator<string[]> {
  yield [...HEADER];
  for await (const one of requests) {
    yield [
      one.orderId,
      one.state === 'issued' ? '已开票' : '待开票',
      one.kind === 'company' ? '企业' : '个人',
      one.title,
      one.taxNumber ?? '',
      one.email,
      formatYuan(one.amountFen),
      one.fapiaoNo ?? '',
      one.requestedAt,
      one.issuedAt ?? '',
    ];
  }
}

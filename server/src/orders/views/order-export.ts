import { formatYuan } from '@siyu/shared';
import type { ExportedOrder } from './ops-orders.service.js';

const HEADER = [
  '订单号',
  '状态',
  '下单时间',
  '付款时间',
  '商品',
  '规格',
  '单价(元)',
  '数量',
  '已发货',
  '已退款(元)',
  '订单运费(元)',
  '订单实付(元)',
  '收货人',
  '电话',
  '省',
  '市',
  '区',
  '详细地址',
  '买家留言',
  '商家备注',
] as const;

/** The rows of an order export: a header, then one row a line of each order. */
export async function* exportRows(orders: AsyncIterable<ExportedOrder>): AsyncGenerator<string[]> {
  yield [...HEADER];
  for await (const { order, lines } of orders) {
    const { address } = order;
    for (const line of lines) {
      yield [
        order.id,
        order.state,
        order.placedAt.toISOString(),
        order.paidAt?.toISOString() ?? '',
        line.title,
        line.optionText,
        formatYuan(line.unitPriceFen),
        String(line.quantity),
        String(line.shippedQuantity),
        formatYuan(line.refundedFen),
        formatYuan(order.freightFen),
        formatYuan(order.totalFen),
        address.recipient,
        address.phone,
        address.province,
        address.city,
        address.district,
        address.detail,
        order.remark,
        order.opsRemark,
      ];
    }
  }
}

import { formatYuan, type CampaignFigures, type CampaignReport } from '@siyu/shared';
import { percentCell, yuanCell } from '../platform/csv-cells.js';

const HEADER = [
  '日期',
  '触达人数',
  '下单数',
  '下单件数',
  '下单金额(元)',
  '支付单数',
  '支付件数',
  '支付金额(元)',
  '退款单数',
  '退款件数',
  '退款金额(元)',
  '净销售额(元)',
  '成交单数',
  '首单数',
  '补贴(元)',
  '首单成本(元)',
  '新客占比(%)',
] as const;

/** A report as rows: a header, the days, and the total last. */
export async function* reportRows({ days, total }: CampaignReport): AsyncGenerator<string[]> {
  yield [...HEADER];
  for (const { day, ...figures } of days) yield [day, ...cellsOf(figures)];
  yield ['合计', ...cellsOf(total)];
}

function cellsOf(figures: CampaignFigures): string[] {
  const { ordered, paid, refunded, costPerFirstOrderFen, newcomerShareBps } = figures;
  return [
    String(figures.reached),
    ...[ordered, paid, refunded].flatMap(({ orders, units, fen }) => [
      ...[String(orders), String(units), formatYuan(fen)],
    ]),
    formatYuan(figures.netSalesFen),
    String(figures.soldOrders),
    String(figures.firstOrders),
    formatYuan(figures.subsidyFen),
    yuanCell(costPerFirstOrderFen),
    percentCell(newcomerShareBps),
  ];
}

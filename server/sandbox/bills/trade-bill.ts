import type { World } from '../world.js';
import type { BillDay } from './bill-day.js';
import { billCsv, billTime, feeYuan, sum, yuan } from './bill-csv.js';
import { tradesOf, type Trade } from './trades.js';

const NAMES = [
  ...['交易时间', '公众账号ID', '商户号', '特约商户号', '设备号', '微信订单号', '商户订单号'],
  ...['用户标识', '交易类型', '交易状态', '付款银行', '货币种类', '应结订单金额', '代金券金额'],
  ...['微信退款单号', '商户退款单号', '退款金额', '充值券退款金额', '退款类型', '退款状态'],
  ...['商品名称', '商户数据包', '手续费', '费率', '订单金额', '申请退款金额', '费率备注'],
];

export type BillType = 'ALL' | 'SUCCESS' | 'REFUND';

/** A day's trade bill, or null where nothing was traded. */
export function tradeBillOf(world: World, day: BillDay, type: BillType): string | null {
  const trades = tradesOf(world, day).filter(({ refund }) => {
    return type === 'ALL' || (type === 'REFUND') === (refund !== null);
  });
  if (trades.length === 0) return null;
  const paidFen = sum(trades.map(({ refund, totalFen }) => (refund === null ? totalFen : 0)));
  const refundedFen = sum(trades.map(({ refund }) => refund?.refundFen ?? 0));
  return billCsv(
    NAMES,
    trades.map((trade) => rowOf(world, trade)),
    {
      总交易单数: String(trades.length),
      应结订单总金额: yuan(paidFen),
      退款总金额: yuan(refundedFen),
      充值券退款总金额: yuan(0),
      手续费总金额: feeYuan(sum(trades.map(({ feeFen }) => feeFen))),
      订单总金额: yuan(paidFen),
      申请退款总金额: yuan(refundedFen),
    },
  );
}

function rowOf({ credentials }: World, trade: Trade): string[] {
  const { refund, totalFen } = trade;
  const paid = yuan(refund === null ? totalFen : 0);
  const back = yuan(refund?.refundFen ?? 0);
  return [
    ...[billTime(trade.atMs), credentials.appId, credentials.mchId, '0', ''],
    ...[trade.transactionId, trade.outTradeNo, trade.openid, 'JSAPI'],
    ...[refund === null ? 'SUCCESS' : 'REFUND', 'OTHERS', 'CNY', paid, yuan(0)],
    ...[refund?.refundId ?? '0', refund?.outRefundNo ?? '0', back, yuan(0)],
    ...[refund === null ? '' : 'ORIGINAL', refund?.status ?? ''],
    ...[trade.description, '', feeYuan(trade.feeFen), '0.60%', paid, back, ''],
  ];
}

import {
  formatYuan,
  type ACTIVITIES,
  type ActivityFigures,
  type Baskets,
  type NewcomerFigures,
  type Repurchase,
} from '@siyu/shared';
import { percentCell, yuanCell } from '../../platform/csv-cells.js';

const ACTIVITY_NAMES: Record<(typeof ACTIVITIES)[number], string> = {
  active: '活跃',
  silent: '沉默',
  lost: '流失',
};

/** The intervals as rows of a file, and above them who bought again. */
export async function* repurchaseRows(found: Repurchase): AsyncGenerator<string[]> {
  yield ['指标', '数值'];
  yield ['购买客户数', String(found.customers)];
  yield ['复购客户数', String(found.repeating)];
  yield ['复购率(%)', percentCell(found.rateBps)];
  yield ['复购间隔中位数(天)', found.medianDays === null ? '' : String(found.medianDays)];
  for (const bar of found.bars) yield [`间隔 ${daysOf(bar)} 天`, String(bar.count)];
}

/** What a bar's days are called. */
export function daysOf({ fromDays, untilDays }: Repurchase['bars'][number]): string {
  return untilDays === null ? `${fromDays} 以上` : `${fromDays}–${untilDays}`;
}

export async function* basketRows({ tiers, memberships }: Baskets): AsyncGenerator<string[]> {
  yield ['维度', '分组', '购买人数', '订单数', '成交总额(元)', '净销售额(元)', '客单价(元)'];
  for (const { tier, ...basket } of tiers) yield ['等级', tier, ...cellsOf(basket)];
  for (const { isPaidMember, ...basket } of memberships) {
    yield ['付费会员', isPaidMember ? '是' : '否', ...cellsOf(basket)];
  }
}

export async function* newcomerRows({ conversions }: NewcomerFigures): AsyncGenerator<string[]> {
  yield ['注册后天数', '满期注册数', '首单人数', '转化率(%)', '首单补贴(元)', '人均补贴(元)'];
  for (const one of conversions) {
    yield [
      ...[one.days, one.registered, one.converted].map(String),
      ...[percentCell(one.rateBps), formatYuan(one.subsidyFen), yuanCell(one.subsidyEachFen)],
    ];
  }
}

export async function* activityRows({ groups }: ActivityFigures): AsyncGenerator<string[]> {
  yield ['状态', '客户数', '累计净销售额(元)'];
  for (const { activity, customers, netFen } of groups) {
    yield [ACTIVITY_NAMES[activity], String(customers), formatYuan(netFen)];
  }
}

function cellsOf(basket: Omit<Baskets['tiers'][number], 'tier'>): string[] {
  const { payers, orders, gmvFen, netFen, basketFen } = basket;
  return [String(payers), String(orders), ...[gmvFen, netFen, basketFen].map(yuanCell)];
}

import type { CampaignReport, SomeOrders } from '@siyu/shared';
import { beijingDay } from '../../../shared/src/beijing-time.js';
import { fen } from '../../../shared/src/money.js';
import type { CampaignHistory, ToldOrder } from './campaign-history.js';

type Figures = CampaignReport['total'];

/** A campaign's figures, from nothing but what the shop's answers said of each order. */
export function recomputed(
  campaignId: string,
  all: readonly ToldOrder[],
  told: CampaignHistory['told'],
): Pick<CampaignReport, 'total' | 'days'> {
  const its = all.filter((one) => savedBy(campaignId, one) !== null);
  const reached = [...(told.get(campaignId)?.values() ?? [])].map(beijingDay);
  const figures = (day: string | null): Figures =>
    figuresOf(
      campaignId,
      its.filter(({ order }) => day === null || dayOf(order.placedAt) === day),
      { all, reached: reached.filter((one) => day === null || one === day).length },
    );
  const days = [...new Set([...reached, ...its.map(({ order }) => dayOf(order.placedAt))])].sort();
  return { total: figures(null), days: days.map((day) => ({ day, ...figures(day) })) };
}

function figuresOf(
  campaignId: string,
  its: readonly ToldOrder[],
  { all, reached }: { all: readonly ToldOrder[]; reached: number },
): Figures {
  const paid = its.filter(isPaid);
  const back = paid.filter((one) => one.order.refundedFen > 0 || unitsBack(one) > 0);
  const sold = paid.filter(isSold);
  const firstOrders = sold.filter((one) => all.every((other) => !isSoldBefore(other, one))).length;
  const subsidyFen = fen(
    sum(sold, (one) => (savedBy(campaignId, one) ?? 0) + rebateOf(campaignId, one)),
  );
  const refunded = {
    ...{ orders: back.length, units: sum(back, unitsBack) },
    fen: fen(sum(back, ({ order }) => order.refundedFen)),
  };
  return {
    ...{ reached, ordered: some(its), paid: some(paid), refunded },
    ...{ netSalesFen: fen(some(paid).fen - refunded.fen), soldOrders: sold.length, firstOrders },
    ...{ subsidyFen, costPerFirstOrderFen: perOne(subsidyFen, firstOrders) },
    newcomerShareBps: sold.length === 0 ? null : Math.floor((firstOrders * 10_000) / sold.length),
  };
}

/** What its offers took off, by the quote; null for an order without one of them. */
function savedBy(campaignId: string, { quote }: ToldOrder): number | null {
  const its = quote.offers.filter((one) => one.applied && one.campaignId === campaignId);
  return its.length === 0 ? null : sum(its, ({ savedFen }) => savedFen);
}

/** A price difference is the group buy's, whatever else acted on the order. */
function rebateOf(campaignId: string, { quote, order }: ToldOrder): number {
  const isIts = quote.offers.some(
    (one) => one.applied && one.kind === 'group-buy' && one.campaignId === campaignId,
  );
  const rebates = order.refunds.filter(({ subjectKind }) => subjectKind === 'order-rebate');
  return isIts ? sum(rebates, ({ amountFen }) => amountFen) : 0;
}

function some(orders: readonly ToldOrder[]): SomeOrders {
  return {
    orders: orders.length,
    units: sum(orders, ({ order }) =>
      sum(
        order.lines.filter(({ giftOf }) => giftOf === null),
        ({ quantity }) => quantity,
      ),
    ),
    fen: fen(sum(orders, ({ order }) => order.totalFen)),
  };
}

function unitsBack({ afterSales }: ToldOrder): number {
  const lines = afterSales.filter(({ state }) => state === 'refunded').flatMap((one) => one.lines);
  return sum(
    lines.filter(({ isGift }) => !isGift),
    ({ quantity }) => quantity,
  );
}

function paidAt({ order }: ToldOrder): string | undefined {
  return order.timeline.find(({ kind }) => kind === 'paid')?.at;
}

function isPaid(one: ToldOrder): boolean {
  return paidAt(one) !== undefined;
}

function isSold(one: ToldOrder): boolean {
  return isPaid(one) && one.order.state !== 'closed';
}

function isSoldBefore(other: ToldOrder, one: ToldOrder): boolean {
  const nameOf = (told: ToldOrder) => `${paidAt(told)} ${told.order.id}`;
  return other.shopperId === one.shopperId && isSold(other) && nameOf(other) < nameOf(one);
}

function perOne(totalFen: number, count: number) {
  return count === 0 ? null : fen(Math.floor(totalFen / count));
}

function dayOf(instant: string): string {
  return beijingDay(new Date(instant));
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

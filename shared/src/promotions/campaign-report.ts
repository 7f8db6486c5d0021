import type { CampaignFigures, SomeOrders } from '../api/ops/campaign-report.js';
import { beijingDay } from '../beijing-time.js';
import { grouped } from '../grouped.js';
import { fen, sumFen } from '../money.js';

/** What of a campaign's figures adds up; the rest follows from it. */
export type CampaignCounts = Omit<
  CampaignFigures,
  'netSalesFen' | 'costPerFirstOrderFen' | 'newcomerShareBps'
>;

/** Counts of a stretch of time that lies within one Beijing day. */
export interface TimedCounts {
  at: Date;
  counts: CampaignCounts;
}

/** A campaign's figures in all. */
export function campaignTotal(parts: readonly TimedCounts[]): CampaignFigures {
  return figuresOf(sumCounts(parts.map(({ counts }) => counts)));
}

/** The same by Beijing day, the first one first. They add up to the total. */
export function campaignDays(parts: readonly TimedCounts[]): (CampaignFigures & { day: string })[] {
  return [...grouped(parts, ({ at }) => beijingDay(at))]
    .map(([day, ofDay]) => ({ day, ...campaignTotal(ofDay) }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

function figuresOf(counts: CampaignCounts): CampaignFigures {
  const { paid, refunded, subsidyFen, firstOrders, soldOrders } = counts;
  return {
    ...counts,
    netSalesFen: fen(paid.fen - refunded.fen),
    costPerFirstOrderFen: firstOrders === 0 ? null : fen(Math.floor(subsidyFen / firstOrders)),
    newcomerShareBps: soldOrders === 0 ? null : Math.floor((firstOrders * 10_000) / soldOrders),
  };
}

function sumCounts(all: readonly CampaignCounts[]): CampaignCounts {
  const count = (of: (one: CampaignCounts) => number) => all.reduce((sum, one) => sum + of(one), 0);
  return {
    reached: count((one) => one.reached),
    ordered: sumOrders(all.map((one) => one.ordered)),
    paid: sumOrders(all.map((one) => one.paid)),
    refunded: sumOrders(all.map((one) => one.refunded)),
    soldOrders: count((one) => one.soldOrders),
    firstOrders: count((one) => one.firstOrders),
    subsidyFen: sumFen(all.map((one) => one.subsidyFen)),
  };
}

function sumOrders(all: readonly SomeOrders[]): SomeOrders {
  return {
    orders: all.reduce((sum, one) => sum + one.orders, 0),
    units: all.reduce((sum, one) => sum + one.units, 0),
    fen: sumFen(all.map((one) => one.fen)),
  };
}

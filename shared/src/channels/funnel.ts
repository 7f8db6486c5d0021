import { fen, sumFen, type Fen } from '../money.js';
import type { DayPeriod } from '../day-period.js';
import { costByDay, type ChannelDay } from './channel-cost.js';
import type { CostVersion } from './channel.js';

/** Days after registering at whose end it is asked what a customer has brought. */
export const VALUE_DAYS = [30, 60, 90] as const;

/** Of a period’s customers, those who registered so many days ago, and what they brought then. */
export interface CustomerValue {
  days: (typeof VALUE_DAYS)[number];
  customers: number;
  netFen: Fen;
}

/** What happened on one Beijing day of a channel; amounts are of orders paid on it, as they are. */
export interface FunnelDay extends ChannelDay {
  soldOrders: number;
  firstOrders: number;
  paidFen: Fen;
  refundedFen: Fen;
}

/** What is known of a channel in a period. */
export interface ChannelFacts {
  scans: number;
  visitors: number;
  days: readonly FunnelDay[];
  values: readonly CustomerValue[];
  costs: readonly CostVersion[];
}

/** A channel’s way from scan to profit. */
export interface ChannelFigures {
  scans: number;
  visitors: number;
  registrations: number;
  firstOrders: number;
  repeatOrders: number;
  paidFen: Fen;
  refundedFen: Fen;
  netFen: Fen;
  costFen: Fen;
  /** Null where nobody registered. */
  costPerCustomerFen: Fen | null;
  /** What is left of net revenue after the cost, by the cost; null where it cost nothing. */
  roiBps: number | null;
  /** Net revenue of a customer on average; null while none has been one for so long. */
  values: (CustomerValue & { perCustomerFen: Fen | null })[];
}

/** Counts what a channel brought and cost in a period. Averages are rounded down. */
export function channelFigures(
  { scans, visitors, days, values, costs }: ChannelFacts,
  period: DayPeriod,
): ChannelFigures {
  const count = (of: (day: FunnelDay) => number) => days.reduce((sum, day) => sum + of(day), 0);
  const registrations = count((day) => day.registrations);
  const firstOrders = count((day) => day.firstOrders);
  const paidFen = sumFen(days.map((day) => day.paidFen));
  const refundedFen = sumFen(days.map((day) => day.refundedFen));
  const netFen = fen(paidFen - refundedFen);
  const costFen = sumFen([...costByDay(costs, days, period).values()]);
  return {
    ...{ scans, visitors, registrations, firstOrders },
    repeatOrders: count((day) => day.soldOrders) - firstOrders,
    ...{ paidFen, refundedFen, netFen, costFen },
    costPerCustomerFen: each(costFen, registrations),
    roiBps: costFen === 0 ? null : Math.floor(((netFen - costFen) * 10_000) / costFen),
    values: values.map((one) => ({ ...one, perCustomerFen: each(one.netFen, one.customers) })),
  };
}

function each(amount: Fen, count: number): Fen | null {
  return count === 0 ? null : fen(Math.floor(amount / count));
}

import { daysOf, type DayPeriod } from '../day-period.js';
import { allocate, fen, timesFen, type Fen } from '../money.js';
import type { ChannelCost, CostVersion } from './channel.js';

/** Orders of which something is left unrefunded, and what that is. */
export interface Sales {
  orders: number;
  netFen: Fen;
}

/** What a cost is owed for, of one channel on one Beijing day. */
export interface ChannelDay {
  day: string;
  registrations: number;
  first: Sales;
  all: Sales;
}

const WHOLE_BPS = 10_000;

/**
 * What a channel costs on each day of a period that costs something. A day goes by the version in
 * force on it. A fixed sum is spread evenly over those of its days that come after it was agreed,
 * to the fen; what is left of it ends with its version.
 */
export function costByDay(
  versions: readonly CostVersion[],
  facts: readonly ChannelDay[],
  period: DayPeriod,
): Map<string, Fen> {
  const known = new Map(facts.map((one) => [one.day, one]));
  const inOrder = versions
    .map((version) => ({ ...version, parts: partsOf(version) }))
    .sort((a, b) => (a.fromDay < b.fromDay ? -1 : 1));
  const costs = new Map<string, Fen>();
  for (const day of daysOf(period)) {
    const version = inOrder.filter(({ fromDay }) => fromDay <= day).at(-1);
    if (!version) continue;
    const owed = version.parts.get(day) ?? owedFor(version.cost, known.get(day));
    if (owed !== 0) costs.set(day, owed);
  }
  return costs;
}

/** What of a fixed sum falls on which day; of another cost nothing. */
function partsOf({ fromDay: agreedOn, cost }: CostVersion): Map<string, Fen> {
  if (cost.kind !== 'fixed') return new Map();
  const fromDay = cost.fromDay > agreedOn ? cost.fromDay : agreedOn;
  const days = daysOf({ fromDay, untilDay: cost.untilDay });
  if (days.length === 0) return new Map();
  const parts = allocate(
    cost.fen,
    days.map(() => 1),
  );
  return new Map(days.map((day, at) => [day, parts[at] ?? fen(0)]));
}

function owedFor(cost: ChannelCost, day: ChannelDay | undefined): Fen {
  if (!day) return fen(0);
  if (cost.kind === 'acquisition') return timesFen(cost.fen, day.registrations);
  if (cost.kind === 'sale') return timesFen(cost.fen, day[cost.orders].orders);
  if (cost.kind === 'sale-share') return shareOf(day[cost.orders].netFen, cost.bps);
  return fen(0);
}

/** So many bps of an amount, rounded down. */
function shareOf(amount: Fen, bps: number): Fen {
  return allocate(amount, [bps, WHOLE_BPS - bps])[0] ?? fen(0);
}

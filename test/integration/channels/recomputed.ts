import type { ChannelReport } from '@siyu/shared';
import { isSold, type ChannelYear, type MadeBinding } from '../../factories/channel-year.js';
import type { GeneratedYear, PaidOrder } from '../../scale/year/year.mjs';

const DAY_MS = 86_400_000;
const DAYS_OF_YEAR = 365;

type Figures = Omit<ChannelReport, 'name' | 'kind' | 'state'>;
interface Window {
  /** Days of the year, from 0 on, both among them. */
  first: number;
  last: number;
  now: Date;
}

/** The figures of each channel counted once more, one by one, from the records of the year alone. */
export function recomputed(made: ChannelYear, window: Window): Figures[] {
  const year = { ...made, ...walked(made) };
  return made.year.channels.map(({ id }) => figuresOf(year, id, window));
}

/** Each order in turn: whose customer its shopper was then, and whether nothing was sold before. */
interface Walked {
  firstBinding: Map<number, MadeBinding>;
  ownerOfOrder: Map<number, string>;
  firstOrders: Set<number>;
}

function walked({ year, bindings }: ChannelYear): Walked {
  const ofShopper = new Map<number, MadeBinding[]>();
  for (const one of bindings) {
    ofShopper.set(one.shopper, [...(ofShopper.get(one.shopper) ?? []), one]);
  }
  const ownerOfOrder = new Map<number, string>();
  const firstOrders = new Set<number>();
  const buyers = new Set<number | string>();
  for (const order of year.orders) {
    const then = (ofShopper.get(order.shopper) ?? []).find((one) => isIn(one, order.paidAt));
    if (then) ownerOfOrder.set(order.id, then.owner.id);
    if (!isSold(order)) continue;
    if (!buyers.has(order.shopper) && !buyers.has(order.payer)) firstOrders.add(order.id);
    buyers.add(order.shopper).add(order.payer);
  }
  const firstBinding = new Map([...ofShopper].flatMap(([id, [one]]) => (one ? [[id, one]] : [])));
  return { firstBinding, ownerOfOrder, firstOrders };
}

function isIn({ binding, endedAt }: MadeBinding, at: number): boolean {
  const until = Math.min(binding.validUntil.getTime(), endedAt?.getTime() ?? Infinity);
  return binding.boundAt.getTime() <= at && at < until;
}

function figuresOf(
  made: ChannelYear & Walked,
  channel: number,
  { first, last, now }: Window,
): Figures {
  const { year, visits } = made;
  const dayOf = (at: number) => Math.floor((at - year.from) / DAY_MS);
  const isAsked = (at: number) => dayOf(at) >= first && dayOf(at) <= last;
  const code = year.shares.find(
    ({ sharer }) => 'channel' in sharer && sharer.channel === channel,
  )?.code;
  const scans = visits.filter((one) => one.code === code && isAsked(one.at));
  const registered = registeredBy(made, channel).filter((one) => isAsked(one.registeredAt));
  const orders = ordersOf(made, channel).filter(({ paidAt }) => isAsked(paidAt));
  const sold = orders.filter(isSold);
  const firsts = sold.filter(({ id }) => made.firstOrders.has(id));
  const [paidFen, refundedFen] = [sum(orders, 'paidFen'), sum(orders, 'refundedFen')];
  const facts = { registrations: registered.length, sold, firsts, dayOf };
  const costFen = costIn(made, channel, { first, last, ...facts });
  const netFen = paidFen - refundedFen;
  return {
    channelId: made.channelIds.get(channel) ?? '',
    scans: scans.length,
    visitors: new Set(scans.map(({ installation }) => installation)).size,
    registrations: registered.length,
    firstOrders: firsts.length,
    repeatOrders: sold.length - firsts.length,
    ...{ paidFen, refundedFen, netFen, costFen },
    costPerCustomerFen: registered.length === 0 ? null : Math.floor(costFen / registered.length),
    roiBps: costFen === 0 ? null : Math.floor(((netFen - costFen) * 10_000) / costFen),
    values: valuesOf(made, registered, now),
  } as Figures;
}

function valuesOf(
  { year }: ChannelYear,
  registered: readonly GeneratedYear['shoppers'][number][],
  now: Date,
) {
  return ([30, 60, 90] as const).map((days) => {
    const old = registered.filter((one) => one.registeredAt + days * DAY_MS <= now.getTime());
    const netFen = old
      .flatMap(({ id, registeredAt }) =>
        year.orders.filter(
          (one) => one.shopper === id && one.paidAt < registeredAt + days * DAY_MS,
        ),
      )
      .reduce((all, one) => all + one.paidFen - one.refundedFen, 0);
    const perCustomerFen = old.length === 0 ? null : Math.floor(netFen / old.length);
    return { days, customers: old.length, netFen, perCustomerFen };
  });
}

function registeredBy({ year, firstBinding, channelIds }: ChannelYear & Walked, channel: number) {
  return year.shoppers.filter(({ id, registeredAt }) => {
    const first = firstBinding.get(id);
    const isSoon = first && first.binding.boundAt.getTime() - registeredAt < DAY_MS;
    return isSoon && first.owner.id === channelIds.get(channel);
  });
}

function ordersOf({ year, ownerOfOrder, channelIds }: ChannelYear & Walked, channel: number) {
  return year.orders.filter(({ id }) => ownerOfOrder.get(id) === channelIds.get(channel));
}

function costIn(
  { costs }: ChannelYear,
  channel: number,
  about: {
    first: number;
    last: number;
    registrations: number;
    sold: readonly PaidOrder[];
    firsts: readonly PaidOrder[];
    dayOf: (at: number) => number;
  },
): number {
  const cost = costs.get(channel);
  if (cost?.kind === 'fixed') {
    const until = (days: number) => Math.floor((cost.fen * days) / DAYS_OF_YEAR);
    return until(about.last + 1) - until(about.first);
  }
  if (cost?.kind === 'acquisition') return cost.fen * about.registrations;
  if (cost?.kind === 'sale') {
    return cost.fen * about.firsts.filter((one) => one.refundedFen < one.paidFen).length;
  }
  if (cost?.kind !== 'sale-share') return 0;
  const netByDay = new Map<number, number>();
  for (const { paidAt, paidFen, refundedFen } of about.sold) {
    const day = about.dayOf(paidAt);
    netByDay.set(day, (netByDay.get(day) ?? 0) + paidFen - refundedFen);
  }
  return [...netByDay.values()].reduce(
    (all, net) => all + Math.floor((net * cost.bps) / 10_000),
    0,
  );
}

function sum(orders: readonly PaidOrder[], of: 'paidFen' | 'refundedFen'): number {
  return orders.reduce((all, one) => all + one[of], 0);
}

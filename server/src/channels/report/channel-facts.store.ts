import {
  beijingDay,
  fen,
  momentsOf,
  VALUE_DAYS,
  type CustomerValue,
  type DayPeriod,
  type FunnelDay,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

const IS_OF_CHANNELS = "binding.owner_kind = 'channel' AND binding.owner_id IN (?)";

/** Whose first binding is to the channel, within a day of registering in the period. */
const REGISTERED = `FROM referral_binding AS binding
  JOIN shopper ON shopper.id = binding.shopper_id
    AND shopper.created_at >= ? AND shopper.created_at < ?
  WHERE ${IS_OF_CHANNELS} AND reason = 'FIRST_BINDING'
    AND bound_at < shopper.created_at + INTERVAL 1 DAY`;

/** Orders of one person, `$key` telling who that is, that were sold before this one. */
const soldBefore = (key: string) => `SELECT 1 FROM orders AS earlier
  WHERE earlier.${key} = orders.${key} AND earlier.paid_at IS NOT NULL
    AND earlier.state <> 'closed' AND (earlier.paid_at, earlier.id) < (orders.paid_at, orders.id)`;

/** Orders paid in the period while a binding of their shopper to the channel was in force. */
const ITS_ORDERS = `SELECT binding.owner_id, paid_at, total_fen, refunded_fen,
    total_fen - refunded_fen AS net_fen, orders.state <> 'closed' AS is_sold,
    orders.state <> 'closed' AND NOT EXISTS (${soldBefore('shopper_id')})
      AND NOT EXISTS (${soldBefore('payer_openid')}) AS is_first
  FROM referral_binding AS binding
  JOIN orders ON orders.shopper_id = binding.shopper_id AND paid_at >= ? AND paid_at < ?
    AND bound_at <= paid_at AND valid_until > paid_at
    AND (ended_at IS NULL OR ended_at > paid_at) AND (frozen_at IS NULL OR frozen_at > paid_at)
  WHERE ${IS_OF_CHANNELS}`;

/** China has no summer time: so many days of 24 hours after the first day began is a Beijing day. */
const DAY_OF = (column: string) => `FLOOR(TIMESTAMPDIFF(SECOND, ?, ${column}) / 86400)`;

/** Links opened and the devices they were opened on, by channel. Anonymous ones are kept a year. */
export async function countVisits(
  db: Db,
  channelIds: readonly string[],
  period: DayPeriod,
): Promise<Map<string, { scans: number; visitors: number }>> {
  const found = await rows<{ channelId: string; scans: number; visitors: number }>(
    db,
    `SELECT owner_id AS channelId, COUNT(*) AS scans, COUNT(DISTINCT installation_id) AS visitors
     FROM share_link JOIN visit ON visit.code = share_link.code
       AND visited_at >= ? AND visited_at < ?
     WHERE owner_kind = 'channel' AND owner_id IN (?) GROUP BY owner_id`,
    [...boundsOf(period), channelIds],
  );
  return new Map(found.map(({ channelId, ...counts }) => [channelId, counts]));
}

/** What happened on each day of the period that had something, by channel. */
export async function funnelDays(
  db: Db,
  channelIds: readonly string[],
  period: DayPeriod,
): Promise<Map<string, FunnelDay[]>> {
  const days = new Map<string, Map<string, FunnelDay>>();
  const dayOf = (channelId: string, at: Date): FunnelDay => {
    const ofChannel = days.get(channelId) ?? new Map<string, FunnelDay>();
    const day = beijingDay(at);
    const known = ofChannel.get(day) ?? emptyDay(day);
    days.set(channelId, ofChannel.set(day, known));
    return known;
  };
  for (const { channelId, at, registrations } of await registered(db, channelIds, period)) {
    dayOf(channelId, at).registrations = registrations;
  }
  for (const { channelId, at, ...sold } of await ordered(db, channelIds, period)) {
    Object.assign(dayOf(channelId, at), salesIn(sold));
  }
  return new Map([...days].map(([channelId, byDay]) => [channelId, [...byDay.values()]]));
}

function registered(db: Db, channelIds: readonly string[], period: DayPeriod) {
  const [from, until] = boundsOf(period);
  return rows<{ channelId: string; at: Date; registrations: number }>(
    db,
    `SELECT binding.owner_id AS channelId, MIN(shopper.created_at) AS at, COUNT(*) AS registrations
     ${REGISTERED} GROUP BY binding.owner_id, ${DAY_OF('shopper.created_at')}`,
    [from, until, channelIds, from],
  );
}

interface OrdersRow {
  channelId: string;
  at: Date;
  paidFen: number;
  refundedFen: number;
  soldOrders: number;
  firstOrders: number;
  payingOrders: number;
  payingFirst: number;
  netFen: number;
  firstNetFen: number;
}

function ordered(db: Db, channelIds: readonly string[], period: DayPeriod): Promise<OrdersRow[]> {
  const [from, until] = boundsOf(period);
  return rows<OrdersRow>(
    db,
    `SELECT owner_id AS channelId, MIN(paid_at) AS at, SUM(total_fen) AS paidFen,
       SUM(refunded_fen) AS refundedFen, SUM(is_sold) AS soldOrders, SUM(is_first) AS firstOrders,
       SUM(is_sold AND net_fen > 0) AS payingOrders, SUM(is_first AND net_fen > 0) AS payingFirst,
       SUM(is_sold * net_fen) AS netFen, SUM(is_first * net_fen) AS firstNetFen
     FROM (${ITS_ORDERS}) AS its_order GROUP BY owner_id, ${DAY_OF('paid_at')}`,
    [from, until, channelIds, from],
  );
}

/** What the registrations of the period brought in their first days, by channel. */
export async function customerValues(
  db: Db,
  channelIds: readonly string[],
  { period, now }: { period: DayPeriod; now: Date },
): Promise<Map<string, CustomerValue[]>> {
  const each = (of: (days: number) => string) => VALUE_DAYS.map(of).join(', ');
  const longest = Math.max(...VALUE_DAYS);
  const found = await rows<Record<string, number> & { channelId: string }>(
    db,
    `SELECT channelId, ${each(
      (days) => `SUM(is_${days}) AS customers${days}, SUM(is_${days} * net_${days}) AS net${days}`,
    )}
     FROM (SELECT owner_id AS channelId, ${each(
       (days) => `registered_at <= ? - INTERVAL ${days} DAY AS is_${days},
         COALESCE(SUM(IF(paid_at < registered_at + INTERVAL ${days} DAY,
           total_fen - refunded_fen, 0)), 0) AS net_${days}`,
     )}
       FROM (SELECT binding.owner_id, shopper.id, shopper.created_at AS registered_at ${REGISTERED})
         AS customer
       LEFT JOIN orders ON orders.shopper_id = customer.id
         AND paid_at < registered_at + INTERVAL ${longest} DAY
       GROUP BY customer.id, owner_id, registered_at) AS value GROUP BY channelId`,
    [...VALUE_DAYS.map(() => now), ...boundsOf(period), channelIds],
  );
  return new Map(
    found.map(({ channelId, ...row }) => [
      channelId,
      VALUE_DAYS.map((days) => ({
        ...{ days, customers: row[`customers${days}`] ?? 0, netFen: fen(row[`net${days}`] ?? 0) },
      })),
    ]),
  );
}

/** The instants at which a period begins and is over. */
function boundsOf(period: DayPeriod): [Date, Date] {
  const { from, until } = momentsOf(period);
  return [from, until];
}

function emptyDay(day: string): FunnelDay {
  const none = { orders: 0, netFen: fen(0) };
  return {
    ...{ day, registrations: 0, first: none, all: none },
    ...{ soldOrders: 0, firstOrders: 0, paidFen: fen(0), refundedFen: fen(0) },
  };
}

function salesIn(row: Omit<OrdersRow, 'channelId' | 'at'>): Partial<FunnelDay> {
  const { soldOrders, firstOrders } = row;
  return {
    ...{ soldOrders, firstOrders, paidFen: fen(row.paidFen), refundedFen: fen(row.refundedFen) },
    first: { orders: row.payingFirst, netFen: fen(row.firstNetFen) },
    all: { orders: row.payingOrders, netFen: fen(row.netFen) },
  };
}

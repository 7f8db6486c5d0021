import { CONVERSION_DAYS, fen, type DayPeriod, type Fen, type Moments } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';
import { ALL_PURCHASE_DAYS } from '../repurchase/purchases.js';

type Db = Pick<EntityManager, 'query'>;

/** Who bought in a period, here or elsewhere, and who of them not for the first time. */
export async function repurchasing(
  db: Db,
  { fromDay, untilDay }: DayPeriod,
): Promise<{ customers: number; repeating: number }> {
  const [found] = await rows<{ customers: number; repeating: number }>(
    db,
    `${ALL_PURCHASE_DAYS}
     SELECT COUNT(DISTINCT customer_id) AS customers,
       COUNT(DISTINCT IF(day > first_day, customer_id, NULL)) AS repeating
     FROM purchase_day WHERE day >= ? AND day <= ?`,
    [fromDay, untilDay],
  );
  return found ?? { customers: 0, repeating: 0 };
}

/** After how many days customers bought again in a period, and how often. */
export function purchaseGaps(
  db: Db,
  { fromDay, untilDay }: DayPeriod,
): Promise<{ days: number; count: number }[]> {
  return rows(
    db,
    `${ALL_PURCHASE_DAYS}
     SELECT days, COUNT(*) AS count FROM (
       SELECT day, DATEDIFF(day, LAG(day) OVER (PARTITION BY customer_id ORDER BY day)) AS days
       FROM purchase_day) AS gap
     WHERE days IS NOT NULL AND day >= ? AND day <= ? GROUP BY days`,
    [fromDay, untilDay],
  );
}

const IS_PAID_MEMBER = `EXISTS (SELECT 1 FROM paid_term
  WHERE paid_term.shopper_id = orders.shopper_id AND begins_at <= paid_at AND ends_at > paid_at
    AND (ended_at IS NULL OR ended_at > paid_at))`;

/** By what sold orders are taken together. */
const GROUPS = { tier: "COALESCE(member.tier, 'regular')", isPaidMember: IS_PAID_MEMBER } as const;

export interface BasketRow {
  of: string | number;
  payers: number;
  orders: number;
  gmvFen: number;
  netFen: number;
}

/** Orders paid in a stretch of time and sold, by tier or paid membership. */
export function basketsBy(
  db: Db,
  group: keyof typeof GROUPS,
  { from, until }: Moments,
): Promise<BasketRow[]> {
  return rows(
    db,
    `SELECT ${GROUPS[group]} AS of, COUNT(DISTINCT orders.shopper_id) AS payers, COUNT(*) AS orders,
       SUM(total_fen) AS gmvFen, SUM(total_fen - refunded_fen) AS netFen
     FROM orders LEFT JOIN member ON member.shopper_id = orders.shopper_id
     WHERE paid_at >= ? AND paid_at < ? AND orders.state <> 'closed' GROUP BY of ORDER BY of`,
    [from, until],
  );
}

export interface ConversionRow {
  days: (typeof CONVERSION_DAYS)[number];
  registered: number;
  converted: number;
  subsidyFen: Fen;
}

/** Shoppers registered in a stretch of time, and what became of them within some days. */
export async function conversions(
  db: Db,
  { from, until }: Moments,
  now: Date,
): Promise<ConversionRow[]> {
  const sums = CONVERSION_DAYS.map(
    (days) => `SUM(created_at <= ? - INTERVAL ${days} DAY) AS registered${days},
      SUM(created_at <= ? - INTERVAL ${days} DAY
        AND paid_at <= created_at + INTERVAL ${days} DAY) AS converted${days},
      SUM(IF(created_at <= ? - INTERVAL ${days} DAY
        AND paid_at <= created_at + INTERVAL ${days} DAY, saved_fen, 0)) AS subsidy${days}`,
  );
  const [found] = await rows<Record<string, number | null>>(
    db,
    `SELECT ${sums.join(', ')} FROM (
       SELECT shopper.created_at, first.paid_at,
         (SELECT COALESCE(SUM(saved_fen), 0) FROM promotion_use
           WHERE order_id = first.id AND promotion_use.state = 'used') AS saved_fen
       FROM shopper LEFT JOIN (
         SELECT id, shopper_id, paid_at,
           ROW_NUMBER() OVER (PARTITION BY shopper_id ORDER BY paid_at, id) AS place
         FROM orders WHERE paid_at IS NOT NULL AND state <> 'closed') AS first
         ON first.shopper_id = shopper.id AND place = 1
       WHERE shopper.created_at >= ? AND shopper.created_at < ?) AS newcomer`,
    [...CONVERSION_DAYS.flatMap(() => [now, now, now]), from, until],
  );
  return CONVERSION_DAYS.map((days) => ({
    ...{ days, registered: found?.[`registered${days}`] ?? 0 },
    ...{ converted: found?.[`converted${days}`] ?? 0 },
    subsidyFen: fen(found?.[`subsidy${days}`] ?? 0),
  }));
}

/** Customers by how many days ago they bought last, in three groups that the days divide. */
export async function activityGroups(
  db: Db,
  today: string,
  { activeDays, lostDays }: { activeDays: number; lostDays: number },
): Promise<{ place: number; customers: number; netFen: number }[]> {
  return rows(
    db,
    `${ALL_PURCHASE_DAYS}
     SELECT (ago > ?) + (ago > ?) AS place, COUNT(*) AS customers, SUM(fen) AS netFen
     FROM (SELECT DATEDIFF(?, MAX(day)) AS ago, SUM(fen) AS fen FROM purchase_day
       GROUP BY customer_id) AS customer
     GROUP BY place`,
    [activeDays, lostDays, today],
  );
}

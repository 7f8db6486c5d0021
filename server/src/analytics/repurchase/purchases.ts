import { beijingDayOf } from '../../platform/beijing-sql.js';

/**
 * Every order that was sold, here or elsewhere: customer_id, day (Beijing) and fen (paid less what
 * went back). Whoever bought elsewhere and is a shopper counts as that shopper, and all accounts of
 * one person as their oldest. Everything told of repurchase reads this. The conditions narrow the
 * two halves.
 */
function purchases(ofShop: string, elsewhere: string): string {
  return `SELECT COALESCE(person_id, orders.shopper_id) AS customer_id,
      ${beijingDayOf('paid_at')} AS day, total_fen - refunded_fen AS fen
    FROM orders LEFT JOIN person_member ON person_member.shopper_id = orders.shopper_id
    WHERE paid_at IS NOT NULL AND state <> 'closed' ${ofShop}
    UNION ALL SELECT COALESCE(person_id, outside_customer.shopper_id, outside_customer.id),
      ${beijingDayOf('ordered_at')}, amount_fen
    FROM outside_order JOIN outside_customer ON outside_customer.id = customer_id
    LEFT JOIN person_member ON person_member.shopper_id = outside_customer.shopper_id ${elsewhere}`;
}

/** `WITH` of purchase_day: what each customer bought on each purchase day, and their first day. */
function purchaseDays(ofPurchases: string): string {
  return `WITH purchase_day AS (SELECT customer_id, day, COUNT(*) AS orders, SUM(fen) AS fen,
      MIN(day) OVER (PARTITION BY customer_id) AS first_day
    FROM (${ofPurchases}) AS purchase GROUP BY customer_id, day)`;
}

export const ALL_PURCHASE_DAYS = purchaseDays(purchases('', ''));

/**
 * Of some customers alone, by three parameters that are all their ids: every account of a person
 * must be among them.
 */
export const PURCHASE_DAYS_OF = purchaseDays(
  purchases(
    'AND orders.shopper_id IN (?)',
    `WHERE outside_customer.shopper_id IN (?)
       OR (outside_customer.id IN (?) AND outside_customer.shopper_id IS NULL)`,
  ),
);

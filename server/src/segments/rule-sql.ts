import { assert, cellsOf, daysAfter, type Condition, type SegmentRule } from '@siyu/shared';

/** A piece of SQL with the values of its `?`, in their order. */
export interface Sql {
  sql: string;
  parameters: unknown[];
}
type Of<Fact extends Condition['fact']> = Extract<Condition, { fact: Fact }>;
type Compilers = { [Fact in Condition['fact']]: (one: Of<Fact>, now: Date) => Sql };

const LEAST: Record<'at-least' | 'at-most', string> = { 'at-least': '>=', 'at-most': '<=' };
const JOINERS = { all: ' AND ', any: ' OR ', none: ' OR ' } as const;
/** What was sold here to the account that is asked about. */
const SOLD = `FROM orders WHERE orders.shopper_id = shopper.id AND paid_at IS NOT NULL
  AND orders.state <> 'closed'`;
const BEGINNING = new Date(0);

const since = (days: number | null, now: Date) =>
  days === null ? BEGINNING : daysAfter(now, -days);
const exists = (from: string, ...parameters: unknown[]): Sql => {
  return { sql: `EXISTS (SELECT 1 FROM ${from})`, parameters };
};

/** Each fact of an account as a condition on a row of `shopper`. */
const COMPILERS: Compilers = {
  orders: ({ is, count, withinDays }, now) => ({
    sql: `(SELECT COUNT(*) ${SOLD} AND paid_at >= ?) ${LEAST[is]} ?`,
    parameters: [since(withinDays, now), count],
  }),
  spent: ({ is, fen, withinDays }, now) => ({
    sql: `(SELECT COALESCE(SUM(total_fen - refunded_fen), 0) ${SOLD} AND paid_at >= ?)
      ${LEAST[is]} ?`,
    parameters: [since(withinDays, now), fen],
  }),
  'last-order': ({ is, days }, now) => ({
    sql: `(SELECT MAX(paid_at) ${SOLD}) ${is === 'within' ? '>=' : '<'} ?`,
    parameters: [since(days, now)],
  }),
  registered: ({ is, days }, now) => ({
    sql: `shopper.created_at ${is === 'within' ? '>=' : '<'} ?`,
    parameters: [since(days, now)],
  }),
  tier: ({ tiers }) => exists('member WHERE shopper_id = shopper.id AND tier IN (?)', tiers),
  'paid-member': (_, now) =>
    exists(
      `paid_term WHERE shopper_id = shopper.id AND begins_at <= ? AND ends_at > ?
        AND ended_at IS NULL`,
      ...[now, now],
    ),
  tag: ({ tagIds }) =>
    exists(
      `segment_member JOIN segment ON segment.id = segment_id AND kind = 'tag'
       WHERE shopper_id = shopper.id AND segment_id IN (?)`,
      tagIds,
    ),
  channel: ({ channelIds }, now) =>
    exists(
      `referral_binding AS binding WHERE shopper_id = shopper.id AND owner_kind = 'channel'
        AND owner_id IN (?) AND (valid_until > ? AND bound_at <= ? AND ended_at IS NULL
            AND frozen_at IS NULL
          OR NOT EXISTS (SELECT 1 FROM referral_binding AS earlier
            WHERE earlier.shopper_id = shopper.id AND earlier.id < binding.id))`,
      ...[channelIds, now, now],
    ),
  'birthday-month': ({ months }) =>
    exists(
      'member WHERE shopper_id = shopper.id AND CAST(LEFT(birthday, 2) AS INT) IN (?)',
      months,
    ),
  province: ({ provinces }) =>
    exists('address WHERE shopper_id = shopper.id AND province IN (?)', provinces),
  event: ({ name, target, is, count, withinDays }, now) => ({
    sql: `(SELECT COUNT(*) FROM tracked_event WHERE shopper_id = shopper.id AND name = ?
      AND (? IS NULL OR target = ?) AND happened_at >= ?) ${LEAST[is]} ?`,
    parameters: [name, target, target, since(withinDays, now), count],
  }),
  bought: ({ productIds, categoryIds, withinDays }, now) => ({
    sql: `EXISTS (SELECT 1 FROM orders
      JOIN order_line ON order_line.order_id = orders.id AND gift_of IS NULL
      LEFT JOIN product ON product.id = product_id
      WHERE orders.shopper_id = shopper.id AND paid_at >= ? AND orders.state <> 'closed'
        AND (product_id IN (?) OR category_id IN (WITH RECURSIVE below AS (
          SELECT id FROM category WHERE id IN (?)
          UNION SELECT category.id FROM category JOIN below ON category.parent_id = below.id)
        SELECT id FROM below)))`,
    parameters: [since(withinDays, now), orNobody(productIds), orNobody(categoryIds)],
  }),
  rfm: ({ groups }) =>
    exists(
      `rfm_score WHERE shopper_id = shopper.id
        AND (recency, FLOOR((frequency + money + 1) / 2)) IN (?)`,
      cellsOf(groups),
    ),
};

/** An empty list is no SQL; nothing has the empty id. */
function orNobody(ids: readonly string[]): readonly string[] {
  return ids.length === 0 ? [''] : ids;
}

/** A rule as a condition on rows of `shopper`; every value is a parameter. */
export function compiled({ match, of }: SegmentRule, now: Date): Sql {
  assert(of.length > 0, 'a group of conditions');
  const parts = of.map((part) => ('match' in part ? compiled(part, now) : compiledOne(part, now)));
  const sql = parts.map((part) => `COALESCE(${part.sql}, FALSE)`).join(JOINERS[match]);
  return {
    sql: match === 'none' ? `NOT (${sql})` : `(${sql})`,
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}

function compiledOne(condition: Condition, now: Date): Sql {
  const compile = COMPILERS[condition.fact] as (one: Condition, now: Date) => Sql;
  return compile(condition, now);
}

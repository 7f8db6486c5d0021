import type { ServerFact } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;

/** Whoever it is: a number where events are packed under one, and otherwise an id. */
export interface Whose {
  no: number | null;
  /** Null where there is a number. */
  id: string | null;
}

/** Literals as the column is written, so that they compare. */
const kind = (word: string) => `_ascii'${word}' COLLATE ascii_bin`;
export const A_SHOPPER = `${kind('shopper')} AS kind`;
/** A shopper where one is known, and otherwise the device. */
export const WHOEVER = `IF(shopper_id IS NULL, ${kind('device')}, ${kind('shopper')}) AS kind,
  COALESCE(shopper_id, installation_id) AS id`;

/** Milliseconds since 1970. */
export const msOf = (column: string) =>
  `TIMESTAMPDIFF(MICROSECOND, '1970-01-01', ${column}) DIV 1000`;

/** Of rows with `kind` and `id`, and other columns that are named: whose they are. */
export const numbered = (facts: string, columns: string) => `
  SELECT no, IF(no IS NULL, CONCAT(fact.kind, ' ', fact.id), NULL) AS id, ${columns}
  FROM (${facts}) AS fact
  LEFT JOIN tracked_person ON tracked_person.id = fact.id AND tracked_person.kind = fact.kind`;

/** The highest number anybody has. */
export async function lastNumber(db: Db): Promise<number> {
  const [found] = await rows<{ last: number | null }>(
    db,
    'SELECT MAX(no) AS last FROM tracked_person',
  );
  return found?.last ?? 0;
}

/** On which devices events came from, who logged in when for the first time; the first first. */
export function deviceOwners(db: Db): Promise<(Whose & { device: number; at: number })[]> {
  const logins = `SELECT ${A_SHOPPER}, shopper_id AS id,
      shopper_installation.first_at, device.no AS device
    FROM shopper_installation
    JOIN tracked_person AS device ON device.id = installation_id AND device.kind = 'device'`;
  return rows(
    db,
    `${numbered(logins, `device, ${msOf('fact.first_at')} AS at`)} ORDER BY fact.first_at, fact.id`,
  );
}

/** Everybody who did something before an instant: when they did for the first time. */
export function firstTimes(db: Db, until: Date): Promise<(Whose & { at: number })[]> {
  return rows(
    db,
    `SELECT no, NULL AS id, ${msOf('first_at')} AS at FROM tracked_person WHERE first_at < ?
     UNION ALL ${numbered(
       `SELECT ${A_SHOPPER}, id, created_at FROM shopper WHERE created_at < ?`,
       msOf('fact.created_at'),
     )}`,
    [until, until],
  );
}

const OF_ORDERS = (column: string) => `SELECT ${A_SHOPPER}, shopper_id AS id, ${column} AS at
  FROM orders WHERE ${column} >= ? AND ${column} < ?`;

/** Each as kind, id and at, from one instant until before another. */
const FACTS: Record<ServerFact, string> = {
  'link-opened': `SELECT ${WHOEVER}, visited_at AS at
    FROM visit WHERE visited_at >= ? AND visited_at < ?`,
  registered: `SELECT ${A_SHOPPER}, id, created_at AS at
    FROM shopper WHERE created_at >= ? AND created_at < ?`,
  'order-placed': OF_ORDERS('placed_at'),
  'order-paid': OF_ORDERS('paid_at'),
  'order-completed': OF_ORDERS('completed_at'),
  // By an after-sale, or whole before anything was sent.
  'order-refunded': `SELECT ${A_SHOPPER}, shopper_id AS id, at FROM (
      SELECT orders.shopper_id, after_sale.refunded_at AS at
      FROM after_sale JOIN orders ON orders.id = after_sale.order_id
      UNION ALL SELECT shopper_id, closed_at FROM orders
      WHERE state = 'closed' AND paid_at IS NOT NULL) AS back WHERE at >= ? AND at < ?`,
  'friend-bound': `SELECT ${A_SHOPPER}, owner_id AS id, bound_at AS at
    FROM referral_binding WHERE owner_kind = 'shopper' AND bound_at >= ? AND bound_at < ?`,
};

/** When something happened to whom, in a stretch of time. */
export function factsOf(
  db: Db,
  fact: ServerFact,
  { from, until }: { from: Date; until: Date },
): Promise<(Whose & { at: number })[]> {
  return rows(db, numbered(FACTS[fact], `${msOf('fact.at')} AS at`), [from, until]);
}

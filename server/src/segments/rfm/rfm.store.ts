import type { RfmBounds } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { ALL_PURCHASE_DAYS } from '../../analytics/repurchase/purchases.js';
import { affected, rows, type Tx } from '../../platform/transaction.js';

type Db = Pick<EntityManager, 'query'>;
/** Where scores rise, of each of the three. */
export type RfmCuts = Omit<Extract<RfmBounds, { kind: 'chosen' }>, 'kind'>;

export interface RfmRow {
  version: number;
  bounds: RfmBounds;
  day: string;
  cuts: RfmCuts | null;
}

/** What each customer’s purchases come to, as of a day. */
const CUSTOMERS = `SELECT customer_id, DATEDIFF(?, MAX(day)) AS recencyDays,
    COUNT(*) AS purchaseDays, SUM(fen) AS spentFen
  FROM purchase_day WHERE day <= ? GROUP BY customer_id`;
const FIFTHS = [1, 2, 3, 4] as const;

export async function rfmRule(db: Db, lock: '' | 'FOR UPDATE' = ''): Promise<RfmRow> {
  const sql = `SELECT version, CAST(bounds AS CHAR) AS bounds, day, CAST(cuts AS CHAR) AS cuts
    FROM rfm_rule WHERE id = 1 ${lock}`;
  const [found] = await rows<{ version: number; bounds: string; day: string; cuts: string | null }>(
    db,
    sql,
  );
  const { version = 0, bounds = '{"kind":"quantiles"}', day = '', cuts = null } = found ?? {};
  return {
    ...{ version, day, bounds: JSON.parse(bounds) as RfmBounds },
    cuts: cuts === null ? null : (JSON.parse(cuts) as RfmCuts),
  };
}

/** Whether the bounds were of this version; the scores are made anew by them. */
export async function replaceBounds(tx: Tx, bounds: RfmBounds, version: number): Promise<boolean> {
  const sql = `UPDATE rfm_rule SET version = version + 1, bounds = ?, day = '' WHERE id = 1
    AND version = ?`;
  return (await affected(tx, sql, [JSON.stringify(bounds), version])) === 1;
}

export async function noteScored(tx: Tx, day: string, cuts: RfmCuts): Promise<void> {
  const sql = 'UPDATE rfm_rule SET day = ?, cuts = ? WHERE id = 1';
  await tx.query(sql, [day, JSON.stringify(cuts)]);
}

/** The values below which one, two, three and four fifths of the customers are. */
export async function quantileCuts(db: Db, today: string): Promise<RfmCuts> {
  const of = async (value: keyof RfmCuts): Promise<RfmCuts[keyof RfmCuts]> => {
    const found = await rows<{ fifth: number; cut: number }>(
      db,
      `${ALL_PURCHASE_DAYS}
       SELECT CEIL(place * 5 / customers) AS fifth, MAX(${value}) AS cut FROM (
         SELECT ${value}, ROW_NUMBER() OVER (ORDER BY ${value}) AS place,
           COUNT(*) OVER () AS customers FROM (${CUSTOMERS}) AS customer) AS placed
       GROUP BY fifth ORDER BY fifth`,
      [today, today],
    );
    const cuts = new Map(found.map(({ fifth, cut }) => [Number(fifth), Number(cut)]));
    const [one = 0, two = 0, three = 0, four = 0] = FIFTHS.map((fifth) => cuts.get(fifth) ?? 0);
    return [one, Math.max(one, two), Math.max(one, two, three), Math.max(one, two, three, four)];
  };
  return {
    recencyDays: await of('recencyDays'),
    purchaseDays: await of('purchaseDays'),
    spentFen: await of('spentFen'),
  };
}

const score = (value: string) => `1 + ${FIFTHS.map(() => `(${value} > ?)`).join(' + ')}`;

/** Every account of whoever bought, scored; deleted ones are left out. */
export async function replaceScores(tx: Tx, today: string, cuts: RfmCuts): Promise<void> {
  await tx.query('DELETE FROM rfm_score');
  await tx.query(
    `INSERT INTO rfm_score (shopper_id, recency, frequency, money)
     ${ALL_PURCHASE_DAYS}
     SELECT shopper.id, 6 - (${score('recencyDays')}), ${score('purchaseDays')},
       ${score('spentFen')}
     FROM (${CUSTOMERS}) AS customer
     JOIN (SELECT id, COALESCE(person_id, id) AS person FROM shopper
       LEFT JOIN person_member ON person_member.shopper_id = shopper.id
       WHERE deleted_at IS NULL) AS shopper ON shopper.person = customer_id`,
    [...cuts.recencyDays, ...cuts.purchaseDays, ...cuts.spentFen, today, today],
  );
}

export function countScores(
  db: Db,
): Promise<{ recency: number; frequency: number; money: number; accounts: number }[]> {
  const sql = `SELECT recency, frequency, money, COUNT(*) AS accounts FROM rfm_score
    GROUP BY recency, frequency, money`;
  return rows(db, sql);
}

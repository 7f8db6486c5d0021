import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CohortTable, CustomerPrediction, OutsideCustomer, PredictionFit } from '@siyu/shared';
import { cdnowOrders } from '../../data/cdnow/as-orders.js';
import { monthAfter, monthlyCohorts, type Line } from '../../data/cdnow/monthly-cohorts.js';
import { linesOf } from '../../data/cdnow/monthly-cohorts.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { ordersImported, outsideIn } from '../../factories/outside-orders.js';
import { aShop, type TestShop } from '../../factories/shop.js';

const SAMPLE = join(import.meta.dirname, '../../data/cdnow/CDNOW_sample.txt');
const MASTER = join(import.meta.dirname, '../../../../shared/data/cdnow/CDNOW_master.txt');
const [FROM, CALIBRATED, UNTIL] = ['1997-01-01', '1997-09-30', '1998-06-30'];
/** Well above what it takes, for a machine that has others to serve. */
const SECONDS_MAX = 60;
const real = existsSync(MASTER) ? it : it.skip;

let shop: TestShop;
let operator: TestOperator;
const sample = readFileSync(SAMPLE, 'utf8');
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  const { report } = await ordersImported(shop, operator, cdnowOrders(sample), { source: 'tenth' });
  expect(report).toMatchObject({ rowsTotal: 6_919, created: 6_919, refused: 0 });
});
afterAll(() => shop.close());

async function fitted(): Promise<PredictionFit> {
  const input = { fromDay: FROM, calibrationUntilDay: CALIBRATED, untilDay: UNTIL };
  const { id } = await operator.post<PredictionFit>('/ops/analytics/prediction/fits', input);
  await shop.settle();
  return operator.get<PredictionFit>(`/ops/analytics/prediction/fits/${id}`);
}
async function file(path: string): Promise<{ type: string; text: string }> {
  const headers = { authorization: `Bearer ${operator.token}` };
  const answer = await fetch(`${shop.url}${path}`, { headers });
  expect(answer.status).toBe(200);
  return { type: answer.headers.get('content-type') ?? '', text: await answer.text() };
}
async function expectCohorts(lines: readonly Line[]): Promise<CohortTable> {
  const table = await operator.get<CohortTable>(
    `/ops/analytics/cohorts?unit=month&fromDay=${FROM}&untilDay=${UNTIL}`,
  );
  const told = table.cohorts.flatMap(({ period, cells }) =>
    cells.map(({ offset, customers, orders, revenueFen }) => {
      const key = `${period} ${monthAfter(period, offset)}`;
      return [key, { customers, orders, cents: revenueFen }] as const;
    }),
  );
  expect(new Map(told)).toEqual(monthlyCohorts(lines));
  return table;
}

describe('given the published tenth of CDNOW as orders from elsewhere', () => {
  it('then cohorts by month are what counting by hand comes to, also as a file', async () => {
    const { cohorts } = await expectCohorts(linesOf(sample, 'tenth'));
    expect(cohorts).toHaveLength(3);
    const { text } = await file(`/ops/analytics/cohorts.csv?fromDay=${FROM}&untilDay=${UNTIL}`);
    expect(text.trim().split('\n')).toHaveLength(1 + cohorts.flatMap(({ cells }) => cells).length);
  });

  it('then cohorts by week hold all customers and orders, and who came back', async () => {
    const { cohorts } = await operator.get<CohortTable>(
      `/ops/analytics/cohorts?unit=week&fromDay=${FROM}&untilDay=${UNTIL}`,
    );
    const sum = (of: (one: (typeof cohorts)[number]) => number) =>
      cohorts.reduce((all, one) => all + of(one), 0);
    expect(cohorts[0]!.period).toBe('1996-12-30');
    expect(sum(({ customers }) => customers)).toBe(2_357);
    const orders = sum(({ cells }) => cells.reduce((all, cell) => all + cell.orders, 0));
    expect(orders).toBe(6_919);
    // 1,141 of them bought again by the end of June 1998.
    const again = new Set(monthlyRepeaters(linesOf(sample, 'tenth')));
    expect(sum(({ repeating }) => repeating)).toBe(again.size);
  });

  it('then a fit of 39 weeks is the one of the literature, and says how it converged', async () => {
    const { state, result } = await fitted();
    expect(state).toBe('done');
    expect(result).toMatchObject({ customers: 2_357, sampledCustomers: 2_357 });
    const { r, alpha, a, b } = result!.bgNbd.model!;
    const published = [0.243, 4.414, 0.793, 2.426];
    for (const [at, found] of [r, alpha, a, b].entries()) {
      expect(Math.abs(found / published[at]! - 1)).toBeLessThan(0.005);
    }
    const { logLikelihood, startsAgreed, slope } = result!.bgNbd.convergence!;
    expect(Math.abs(logLikelihood + 9_582.43)).toBeLessThan(0.01);
    expect(startsAgreed).toBe(3);
    expect(slope).toBeLessThan(1e-6);
    expect(result!.gammaGamma.model!.gamma).toBeCloseTo(1_544, -1);
    expect(result!.weeks).toHaveLength(78);
    for (const { expected, happened } of result!.weeks.slice(39)) {
      expect(Math.abs(expected / happened - 1)).toBeLessThan(0.1);
    }
  });

  it('then its forecast is drawn against what happened', async () => {
    const { id } = await operator.get<PredictionFit>('/ops/analytics/prediction');
    const { type, text } = await file(`/ops/analytics/prediction/fits/${id}/weekly.svg`);
    expect(type).toContain('image/svg+xml');
    const lines = [...text.matchAll(/<polyline[^>]* points="([^"]+)"/g)].map(([, at]) => at!);
    expect(lines.map((line) => line.split(' ').length)).toEqual([79, 79]);
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
    const unknown = '/ops/analytics/prediction/fits/01ARZ3NDEKTSV4RRFFQ69G5FAV/weekly.svg';
    expect(await operator.refusal('GET', unknown)).toBe('NOT_FOUND');
  });

  it('then of a customer is told what is foreseen, and nothing of who bought nothing', async () => {
    const [somebody] = await outsideIn(operator, 'waiting');
    const path = (one: Pick<OutsideCustomer, 'id'>) =>
      `/ops/analytics/prediction/customers/${one.id}`;
    const { prediction, ...told } = await operator.get<CustomerPrediction>(path(somebody!));
    const theirs = linesOf(sample, '').filter(({ customer }) => customer === somebody!.outsideId);
    expect(told.spentFen).toBe(theirs.reduce((sum, { cents }) => sum + cents, 0));
    expect(told.purchaseDays).toBe(new Set(theirs.map(({ day }) => day)).size);
    // Thirty years later hardly anybody buys within 90 days.
    expect(prediction!.expectedOrders).toBeLessThan(0.1);
    expect(prediction!.expectedValueFen).toBeGreaterThan(0);
    expect(await operator.refusal('GET', path({ id: operator.id }))).toBe('NOT_FOUND');
  });

  it('when hardly anybody came in the time asked of, then a fit says so and no numbers', async () => {
    const day = { fromDay: '1997-03-30', calibrationUntilDay: '1997-03-31', untilDay: UNTIL };
    const { id } = await operator.post<PredictionFit>('/ops/analytics/prediction/fits', day);
    await shop.settle();
    const { result } = await operator.get<PredictionFit>(`/ops/analytics/prediction/fits/${id}`);
    expect(result!.bgNbd).toEqual({ model: null, convergence: null, failure: 'TOO_FEW_REPEATS' });
    expect(result!.weeks).toEqual([]);
    const used = await operator.get<PredictionFit>('/ops/analytics/prediction');
    expect(used.id).not.toBe(id);
  });
});

describe('given all purchases of CDNOW as well', () => {
  real('when they are imported, then as many rows are in as came, to the cent', async () => {
    const text = readFileSync(MASTER, 'utf8');
    const begun = performance.now();
    const run = await ordersImported(shop, operator, cdnowOrders(text), { source: 'cdnow' });
    const seconds = (performance.now() - begun) / 1_000;
    process.stdout.write(`CDNOW: 69,659 orders imported in ${seconds.toFixed(1)} s\n`);
    const lines = linesOf(text, 'all');
    const cents = lines.reduce((sum, one) => sum + one.cents, 0);
    expect(run.report).toMatchObject({
      ...{ rowsTotal: 69_659, rowsDone: 69_659, created: 69_659, refused: 0, amountFen: cents },
      customers: { total: 23_570, done: 23_570, created: 23_570, waiting: 23_570 },
    });
    const [kept] = await shop.db.query(
      `SELECT COUNT(*) AS orders, SUM(amount_fen) AS fen, SUM(amount_fen = 0) AS nothing
       FROM outside_order WHERE source = 'cdnow'`,
    );
    expect(kept).toEqual({ orders: 69_659, fen: cents, nothing: 80 });
    expect(seconds).toBeLessThan(SECONDS_MAX);
    await expectCohorts([...lines, ...linesOf(sample, 'tenth')]);
  });
});

/** Who bought on two days or more. */
function monthlyRepeaters(lines: readonly Line[]): string[] {
  const first = new Map<string, string>();
  return lines.flatMap(({ customer, day }) => {
    const known = first.get(customer) ?? day;
    first.set(customer, known);
    return day === known ? [] : [customer];
  });
}

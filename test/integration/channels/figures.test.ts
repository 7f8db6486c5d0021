import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChannelCost, ChannelReport, ChannelSettlement, Page } from '@siyu/shared';
import { beijingDay, daysAfter } from '../../../shared/src/beijing-time.js';
import { fen, formatYuan } from '../../../shared/src/money.js';
import { aChannelYear, type ChannelYear } from '../../factories/channel-year.js';
import { loaded } from '../../factories/channel-year-rows.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { statementsOf } from '../../factories/statements.js';
import { recomputed } from './recomputed.js';

/** After the last days of the year: of some customers 90 days are not over. */
const NOW = new Date('2027-01-20T04:00:00.000Z');

let shop: TestShop;
let operator: TestOperator;
let made: ChannelYear;
beforeAll(async () => {
  shop = await aShop();
  shop.clock.set(NOW);
  operator = await anOperator(shop);
  made = aChannelYear({ seed: 1, shoppers: 1_000 });
  await loaded(shop, made);
});
afterAll(() => shop.close());

/** The day of the year, from 0 on, as the calendar has it. */
const dayAt = (number: number) => beijingDay(daysAfter(new Date(made.year.from), number));
const asked = (first: number, last: number) => `fromDay=${dayAt(first)}&untilDay=${dayAt(last)}`;

function reported(first: number, last: number, more = 'limit=50') {
  const path = `/ops/channel-reports?${asked(first, last)}&${more}`;
  return operator.get<Page<ChannelReport>>(path);
}

const byChannel = <T extends { channelId: string }>(all: readonly T[]) =>
  [...all].sort((one, other) => (one.channelId < other.channelId ? -1 : 1));

describe('given a generated year of a thousand shoppers and 34 channels', () => {
  it.each([
    ['all of it', 0, 364],
    ['a fortnight', 150, 163],
    ['one day', 200, 200],
  ])(
    'when %s is asked for, then every figure is what its records come to',
    async (_, first, last) => {
      const { items } = await reported(first, last);
      const figures = items.map(({ name: _name, kind: _kind, state: _state, ...rest }) => rest);
      expect(byChannel(figures)).toEqual(byChannel(recomputed(made, { first, last, now: NOW })));
    },
  );

  it('then the year has something of everything', async () => {
    const { items } = await reported(0, 364);
    const most = (of: (one: ChannelReport) => number) => Math.max(...items.map(of));
    expect(most((one) => one.registrations)).toBeGreaterThan(3);
    expect(most((one) => one.repeatOrders)).toBeGreaterThan(0);
    expect(most((one) => one.refundedFen)).toBeGreaterThan(0);
    expect(most((one) => one.values[0]!.netFen)).toBeGreaterThan(0);
  });

  it('when a page is small or the period a day, then it costs as many statements', async () => {
    const cost = async (work: () => Promise<unknown>) =>
      (await statementsOf(shop, work)).statements;
    const large = await cost(() => reported(0, 364));
    expect([await cost(() => reported(9, 9, 'limit=2')), large]).toEqual([large, large]);
    expect(large).toBeLessThanOrEqual(7);
  });

  it('then the pages have each channel once, and so has the file', async () => {
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await reported(0, 30, `limit=15${cursor}`);
      seen.push(...page.items.map(({ channelId }) => channelId));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(seen.sort()).toEqual([...made.channelIds.values()].sort());
    const headers = { authorization: `Bearer ${operator.token}` };
    const address = `${shop.url}/ops/channel-reports/file.csv?${asked(0, 364)}`;
    const file = await (await fetch(address, { headers })).text();
    expect(file.trim().split('\n')).toHaveLength(35);
    expect(file).toContain('渠道,类型,状态,扫码次数');
  });

  it('when more than a year or nothing is asked for, then it is refused', async () => {
    const refusal = (query: string) => operator.refusal('GET', `/ops/channel-reports?${query}`);
    expect(await refusal('fromDay=2026-01-01&untilDay=2027-01-02')).toBe('INVALID_INPUT');
    expect(await refusal('fromDay=2026-01-02&untilDay=2026-01-01')).toBe('INVALID_INPUT');
  });
});

describe('given a channel of that year that is paid for what it sells', () => {
  const idOf = (kind: ChannelCost['kind']) =>
    made.channelIds.get([...made.costs].find(([, cost]) => cost.kind === kind)![0])!;
  const costOf = async (id: string, first: number, last: number) =>
    (await reported(first, last)).items.find(({ channelId }) => channelId === id)!.costFen;
  const close = (id: string, last: number) =>
    operator.post<ChannelSettlement>(`/ops/channels/${id}/settlements`, { untilDay: dayAt(last) });

  it('when two statements are closed, then they come to what the channel cost, each day once', async () => {
    const id = idOf('sale-share');
    const path = `/ops/channels/${id}/settlement?untilDay=${dayAt(199)}`;
    const preview = await operator.get<ChannelSettlement>(path);
    const first = await close(id, 199);
    expect({ ...first, id: null, closedAt: null }).toEqual(preview);
    expect(first).toMatchObject({ fromDay: dayAt(0), payableFen: await costOf(id, 0, 199) });
    const second = await close(id, 364);
    expect(second).toMatchObject({ fromDay: dayAt(200), totalFen: await costOf(id, 200, 364) });
    expect(second.totalFen).toBeGreaterThan(0);
  });

  it('when a period was closed or is not over, then it is not closed again', async () => {
    const id = idOf('sale');
    const closings = await Promise.allSettled([1, 2, 3].map(() => close(id, 364)));
    expect(closings.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusal = (untilDay: string) =>
      operator.refusal('POST', `/ops/channels/${id}/settlements`, { body: { untilDay } });
    expect(await refusal(dayAt(364))).toBe('CONFLICT');
    expect(await refusal(beijingDay(NOW))).toBe('CONFLICT');
  });

  it('when its orders are refunded afterwards, then the next statement takes it back', async () => {
    const id = idOf('sale-share');
    const { items } = await operator.get<Page<ChannelSettlement>>(
      `/ops/channels/${id}/settlements`,
    );
    const paidFen = items.reduce((sum, { payableFen }) => sum + payableFen, 0);
    await shop.db.query('UPDATE orders SET refunded_fen = total_fen');
    const third = await close(id, 370);
    expect(third).toMatchObject({ totalFen: -paidFen, payableFen: 0, carryFen: -paidFen });
    expect(third.lines.every(({ isCorrection }) => isCorrection)).toBe(true);
    const headers = { authorization: `Bearer ${operator.token}` };
    const address = `${shop.url}/ops/channel-settlements/${third.id}/file.csv`;
    const file = await (await fetch(address, { headers })).text();
    expect(file).toContain(`合计,${dayAt(365)} 至 ${dayAt(370)},,${formatYuan(fen(-paidFen))}`);
  });
});

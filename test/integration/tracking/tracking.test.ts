import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beijingDay, TRACKED_BATCH_MAX, type TrackedCounts } from '@siyu/shared';
import { client } from '../../factories/http.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper } from '../../factories/shopper.js';
import { aBatch, anEvent, told } from '../../factories/tracking.js';

let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
});
afterAll(() => shop.close());

const anyone = () => client(shop.url);

async function keptOf(installationId: string) {
  return shop.db.query(
    `SELECT event_id AS id, name, happened_at AS at, page, target, mark, value,
       shopper_id AS shopperId
     FROM tracked_event WHERE installation_id = ? ORDER BY happened_at`,
    [installationId],
  );
}

describe('given a phone tells what happened on it', () => {
  it('when it tells the same again, then it counts once, at the shop’s own time', async () => {
    const [viewed, left] = [anEvent(), anEvent({ name: 'page-left', value: 900 })];
    const batch = aBatch([viewed, left]);
    expect(await told(anyone(), batch)).toEqual({ refused: [] });
    expect(await told(anyone(), { ...batch, sentAt: batch.sentAt + 5_000 })).toEqual({
      refused: [],
    });
    const at = new Date(shop.clock.now().getTime() - 1_000);
    const kept = await keptOf(batch.installationId);
    expect(kept).toHaveLength(2);
    expect(kept).toContainEqual({
      ...{ id: left.id, name: 'page-left', at, page: 'home/index', target: null, mark: null },
      ...{ value: 900, shopperId: null },
    });
  });

  it('when another device tells of the same id, then both count', async () => {
    const event = anEvent();
    const [one, other] = [aBatch([event]), aBatch([event])];
    await Promise.all([told(anyone(), one), told(anyone(), other)]);
    expect(await keptOf(one.installationId)).toHaveLength(1);
    expect(await keptOf(other.installationId)).toHaveLength(1);
  });

  it('when somebody is logged in, then it is theirs', async () => {
    const ann = await aShopper(shop);
    const batch = aBatch([anEvent({ name: 'product-viewed', target: 'p1' })]);
    await told(ann, batch);
    expect(await keptOf(batch.installationId)).toMatchObject([{ shopperId: ann.id, target: 'p1' }]);
  });

  it('when one event is not known, then it is named, and the others are kept', async () => {
    const [known, unknown] = [anEvent(), anEvent({ name: 'danced' })];
    const batch = aBatch([unknown, known]);
    expect(await told(anyone(), batch)).toEqual({
      refused: [{ id: unknown.id, reason: 'unknown-name' }],
    });
    expect(await keptOf(batch.installationId)).toMatchObject([{ id: known.id }]);
  });

  it.each([
    ['too many', () => Array.from({ length: TRACKED_BATCH_MAX + 1 }, () => anEvent())],
    ['none', () => []],
    ['a page with a query', () => [anEvent({ page: 'product/index?id=1' })]],
    ['a field nobody knows', () => [{ ...anEvent(), phone: '13800138000' }]],
  ])('when they are %s, then the batch is refused whole', async (_what, events) => {
    const batch = aBatch(events());
    expect(await anyone().refusal('POST', '/shop/events', { body: batch })).toBe('INVALID_INPUT');
    expect(await keptOf(batch.installationId)).toEqual([]);
  });
});

describe('given an operator asks how much happened', () => {
  it('then it is counted by Beijing day and name, events, devices and people apart', async () => {
    const ann = await aShopper(shop);
    const viewed = () => anEvent({ name: 'team-joined', target: 't1' });
    await told(ann, aBatch([viewed(), viewed()]));
    await told(anyone(), aBatch([viewed()]));
    const day = beijingDay(shop.clock.now());
    const path = `/ops/analytics/events?fromDay=${day}&untilDay=${day}`;
    const { counts } = await operator.get<TrackedCounts>(path);
    expect(counts).toContainEqual({
      ...{ day, name: 'team-joined', events: 3, installations: 2, shoppers: 1 },
    });
  });
});

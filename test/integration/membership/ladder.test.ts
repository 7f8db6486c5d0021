import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LadderRun } from '@siyu/shared';
import { Tiers } from '../../../server/src/membership/tiers/tiers.service.js';
import { Jobs } from '../../../server/src/platform/jobs.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aLadder, aTier, grown, memberRowOf, withRules } from '../../factories/membership.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aShopper } from '../../factories/shopper.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
let operator: TestOperator;
const members: string[] = [];

beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  await withRules(shop, aLadder(), operator);
  for (const growth of [0, 120, 120, 250, 400]) {
    const { id } = await aShopper(shop);
    await grown(shop, id, growth);
    members.push(id);
  }
});
afterAll(async () => {
  await expectCleanAudit(shop);
  await shop.close();
});

const tiersOf = async () =>
  Promise.all(members.map(async (id) => (await memberRowOf(shop, id)).tier));
const runOf = (id: string) => operator.get<LadderRun>(`/ops/membership/ladder/applications/${id}`);
const previewed = async (tiers: ReturnType<typeof aTier>[]) => {
  const { id } = await operator.post<LadderRun>('/ops/membership/ladder/preview', {
    rules: aLadder({ tiers }),
  });
  await shop.settle();
  return runOf(id);
};
const HIGHER = [aTier('regular', 0), aTier('silver', 200), aTier('gold', 300), aTier('black', 390)];

describe('given rules that would change tiers', () => {
  it('when they are previewed, then the members who would move are counted and nobody moves', async () => {
    const run = await previewed(HIGHER);
    expect(run).toMatchObject({
      ...{ kind: 'preview', state: 'done', membersDone: 5, membersTotal: 5, membersChanged: 3 },
      changes: [
        { from: 'silver', to: 'regular', members: 2 },
        { from: 'gold', to: 'black', members: 1 },
      ],
    });
    expect(await tiersOf()).toEqual(['regular', 'silver', 'silver', 'silver', 'gold']);
  });

  it('when they are applied, then members move as previewed, and are told', async () => {
    const { application } = await withRules(shop, aLadder({ tiers: HIGHER }), operator);
    expect(application).toMatchObject({ state: 'done', membersDone: 5, membersChanged: 3 });
    expect(await tiersOf()).toEqual(['regular', 'regular', 'regular', 'silver', 'black']);
    await withRules(shop, aLadder(), operator);
    expect(await tiersOf()).toEqual(['regular', 'silver', 'silver', 'silver', 'gold']);
  });

  it('when a run dies half-way, then it goes on where it was and counts nobody twice', async () => {
    const tiers = shop.app.get(Tiers);
    const deriveAll = tiers.deriveAll.bind(tiers);
    tiers.deriveAll = () => Promise.reject(new Error('killed'));
    const { replaced } = await withRules(shop, aLadder({ tiers: HIGHER }), operator);
    expect(await runOf(replaced.applicationId!)).toMatchObject({
      state: 'running',
      membersDone: 0,
    });
    tiers.deriveAll = deriveAll;
    shop.clock.advance(600_000);
    while (await shop.app.get(Jobs).runOnce());
    expect(await runOf(replaced.applicationId!)).toMatchObject({
      ...{ state: 'done', membersDone: 5, membersChanged: 3 },
    });
    await shop.settle();
  });

  it('when only names, benefits or growth change, then no run is needed', async () => {
    const named = HIGHER.map((tier) => ({ ...tier, name: `${tier.name}!` }));
    expect((await withRules(shop, aLadder({ tiers: named }), operator)).application).toBe(null);
  });
});

describe('given rules that are no ladder', () => {
  it.each([
    ['nobody starts', [aTier('silver', 1)]],
    ['a step is no higher', [aTier('regular', 0), aTier('silver', 100), aTier('gold', 100)]],
    ['two are one', [aTier('regular', 0), aTier('regular', 100)]],
    ['keeping asks more', [aTier('regular', 0), { ...aTier('gold', 100), keepThreshold: 101 }]],
  ])('when %s, then they are refused', async (_, tiers) => {
    const body = { rules: aLadder({ tiers }) };
    const path = '/ops/membership/ladder/preview';
    expect(await operator.refusal('POST', path, { body })).toBe('INVALID_INPUT');
  });

  it('when someone else edited meanwhile, then they are refused', async () => {
    const body = { rules: aLadder(), version: 1 };
    const path = '/ops/membership/ladder';
    expect(await operator.refusal('PUT', path, { body })).toBe('VERSION_CONFLICT');
  });
});

describe('given operators who look for members', () => {
  it('then by tier and by id, page by page, newest first', async () => {
    const search = (query: string) =>
      operator.get<{ items: { shopperId: string }[]; nextCursor: string | null }>(
        `/ops/members?${query}`,
      );
    const first = await search('limit=2');
    expect(first.items.map((one) => one.shopperId)).toEqual(members.slice(3).reverse());
    const rest = await search(`limit=9&cursor=${first.nextCursor}`);
    expect(rest.items).toHaveLength(3);
    expect((await search('tier=black')).items).toMatchObject([
      { shopperId: members[4], growth: 400, tier: { id: 'black', name: 'black!' } },
    ]);
    expect((await search(`shopperId=${members[0]}`)).items).toHaveLength(1);
    expect((await search('phone=13000000000')).items).toEqual([]);
  });
});

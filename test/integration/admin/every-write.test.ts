import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '@siyu/shared';
import { AuditLog } from '../../../server/src/admin/audit-log.js';
import { anOperator } from '../../factories/operator.js';
import { analyticsWrites } from '../../factories/operator-writes/analytics.js';
import { campaignWrites } from '../../factories/operator-writes/campaigns.js';
import { channelWrites } from '../../factories/operator-writes/channels.js';
import { couponWrites } from '../../factories/operator-writes/coupons.js';
import { catalogWrites } from '../../factories/operator-writes/catalog.js';
import { houseWrites } from '../../factories/operator-writes/house.js';
import { memberFileWrites } from '../../factories/operator-writes/member-files.js';
import { membershipWrites } from '../../factories/operator-writes/membership.js';
import { newcomerWrites } from '../../factories/operator-writes/newcomers.js';
import { orderWrites } from '../../factories/operator-writes/orders.js';
import { paidPlanWrites } from '../../factories/operator-writes/paid-plans.js';
import { peopleWrites } from '../../factories/operator-writes/people.js';
import { pointsWrites } from '../../factories/operator-writes/points.js';
import { promoterWrites } from '../../factories/operator-writes/promoters.js';
import { reconciliationWrites } from '../../factories/operator-writes/reconciliation.js';
import { referralRiskWrites } from '../../factories/operator-writes/referral-risk.js';
import { referralWrites } from '../../factories/operator-writes/referrals.js';
import type { OperatorWrite, OperatorWrites } from '../../factories/operator-writes/scene.js';
import { segmentWrites } from '../../factories/operator-writes/segments.js';
import { walletWrites } from '../../factories/operator-writes/wallet.js';
import { aBuyer } from '../../factories/purchase.js';
import { routesOf } from '../../factories/routes.js';
import { setShop } from '../../factories/settings.js';
import { aShop, type TestShop } from '../../factories/shop.js';

/** Asked with a body, and answered without anything being written. */
const ONLY_ASK = [
  'POST /ops/campaigns/:id/preview',
  'POST /ops/membership/ladder/preview',
  'POST /ops/promoter-rules/commission/preview',
  'POST /ops/referral-risk-rules/preview',
  'POST /ops/segments/preview',
];

let shop: TestShop;
let writes: OperatorWrites;

beforeAll(async () => {
  shop = await aShop();
  await setShop(shop, { returnAddress: '浙江省杭州市余杭区枕溪路 1 号' });
  const world = { shop, buyer: await aBuyer(shop), operator: await anOperator(shop) };
  writes = {
    ...{ ...catalogWrites(world), ...campaignWrites(world), ...couponWrites(world) },
    ...{ ...houseWrites(world), ...orderWrites(world), ...newcomerWrites(world) },
    ...paidPlanWrites(world),
    ...pointsWrites(world),
    ...membershipWrites(world),
    ...memberFileWrites(world),
    ...walletWrites(world),
    ...referralWrites(world),
    ...referralRiskWrites(world),
    ...channelWrites(world),
    ...promoterWrites(world),
    ...analyticsWrites(world),
    ...reconciliationWrites(world),
    ...peopleWrites(world),
    ...segmentWrites(world),
  };
});
afterAll(() => shop.close());

async function entriesOf(act: () => Promise<unknown>): Promise<AuditEntry[]> {
  const newest = async () => (await shop.app.get(AuditLog).list({ limit: 50 })).items;
  const known = new Set((await newest()).map(({ id }) => id));
  await act();
  return (await newest()).filter(({ id }) => !known.has(id));
}

/** What is wrong with what the log tells of a write; empty when it is told well. */
async function faultsOf({ kind, scene }: OperatorWrite): Promise<string[]> {
  const [entry, ...more] = await entriesOf(await scene());
  if (!entry || more.length > 0) return [`${entry ? more.length + 1 : 0} entries`];
  const faults: string[] = [];
  const { before, after } = entry as Record<'before' | 'after', Record<string, unknown> | null>;
  if ((before === null) !== (kind === 'adds' || kind === 'secret')) faults.push('before');
  if ((after === null) !== (kind === 'removes' || kind === 'secret')) faults.push('after');
  if (kind !== 'changes' || !before || !after) return faults;
  const untold = Object.keys(before).filter((name) => !(name in after));
  if (untold.length > 0) faults.push(`not told what became of ${untold.join()}`);
  if (JSON.stringify(before) === JSON.stringify(after)) faults.push('nothing changed');
  return faults;
}

describe('given whatever an operator may write', () => {
  it('then each route that writes is looked at here', () => {
    const routes = routesOf(shop).filter(({ name, open }) => name.includes(' /ops') && !open);
    const writing = routes.map(({ name }) => name).filter((name) => !name.startsWith('GET '));
    expect([...Object.keys(writes), ...ONLY_ASK].sort()).toEqual(writing.sort());
  });

  it('then the log has one entry of each, with what was before and what it became', async () => {
    const faults: Record<string, string[]> = {};
    for (const [route, write] of Object.entries(writes)) faults[route] = await faultsOf(write);
    expect(Object.entries(faults).filter(([, found]) => found.length > 0)).toEqual([]);
  });
});

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  Campaign,
  Channel,
  ChannelReport,
  ClaimableCoupon,
  FlashChannel,
  Invitations,
  NewcomerZone,
  Page,
  PolicyFinding,
  ProductCard,
  PromoterView,
  VersionedPointsSettings,
  WalletView,
} from '@siyu/shared';
import { campaignAt, readDemoCampaigns } from '../../../server/src/cli/demo-campaigns.js';
import { beijingDay } from '../../../shared/src/beijing-time.js';
import { CAMPAIGN_KINDS } from '../../../shared/src/pricing/stacking-order.js';
import { client } from '../../factories/http.js';
import { logInOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, placed } from '../../factories/purchase.js';
import { aShopProcess, runToEnd, type ShopProcess } from '../../factories/shop-process.js';

const HOUR_MS = 3_600_000;
const FILE = join(import.meta.dirname, '..', '..', '..', 'demo', 'campaigns.json');

let shop: ShopProcess;
let owner: TestOperator;
beforeAll(async () => {
  shop = await aShopProcess();
  expect(await runToEnd('src/cli/seed-demo.js', shop.environment)).toMatchObject({ code: 0 });
  const login = readFileSync(join(shop.directory, 'operator-login.json'), 'utf8');
  const { operator, password } = JSON.parse(login) as { operator: string; password: string };
  owner = await logInOperator(shop, operator, password);
});
afterAll(() => shop.close());

const seeded = async () => {
  const { code, output } = await runToEnd('src/cli/seed-campaigns.js', shop.environment);
  expect([code, output]).toEqual([0, '']);
};
const channels = () => owner.get<Page<Channel>>('/ops/channels');
const campaigns = async () =>
  (await owner.get<Page<Campaign>>('/ops/campaigns?limit=50')).items.reverse();
const asked = <T>(path: string) => client(shop.url).get<T>(path);

describe('given the demo shop is started for the first time', () => {
  it('then a campaign of every kind is live, and nothing speaks against any of them', async () => {
    await seeded();
    const all = await campaigns();
    expect(all.map(({ phase }) => phase)).toEqual(all.map(() => 'live'));
    const kinds = new Set(all.map(({ campaign }) => campaign.kind));
    expect([...kinds].sort()).toEqual([...CAMPAIGN_KINDS].sort());
    for (const { id } of all) {
      expect(await owner.get<PolicyFinding[]>(`/ops/campaigns/${id}/findings`)).toEqual([]);
    }
  });

  it('then money can be paid in advance, with something added to it, and purchases give points', async () => {
    const buyer = await aBuyer(shop);
    const { recharge } = await buyer.get<WalletView>('/shop/wallet');
    expect(recharge.plans.map(({ bonusFen }) => bonusFen)).toEqual([1_000, 5_000, 15_000]);
    expect(recharge.custom).toEqual({ minFen: 5_000, maxFen: 200_000 });
    const points = await owner.get<VersionedPointsSettings>('/ops/points/settings');
    expect(points).toMatchObject({ version: 1, settings: { isOn: true } });
  });

  it('then a newcomer sees prices and a pack, and anyone a coupon to claim', async () => {
    const { offers } = await asked<NewcomerZone>('/shop/newcomer');
    expect(offers).toMatchObject([{ coupons: [{ minimumFen: 9_900 }] }]);
    expect(offers[0]?.goods.length).toBeGreaterThanOrEqual(3);
    const { items } = await asked<Page<ClaimableCoupon>>('/shop/coupon-centre');
    expect(items).toHaveLength(1);
  });

  it('then a slot of the flash sale runs and another comes, with at least three goods', async () => {
    const { slots, serverTime } = await asked<FlashChannel>('/shop/flash-sales');
    const isOver = slots.map(({ endsAt }) => endsAt <= serverTime);
    const runs = slots.filter(({ startsAt }, at) => !isOver[at] && startsAt <= serverTime);
    expect(runs).toHaveLength(1);
    expect(slots.some(({ startsAt }) => startsAt > serverTime)).toBe(true);
    expect(runs[0]?.goods.length).toBeGreaterThanOrEqual(3);
    // Nothing has been sold yet, so no former price is proven.
    expect(runs[0]?.goods.every(({ struckFen }) => struckFen === null)).toBe(true);
  });

  it('then friends may be invited, and promoters earn by what friends buy', async () => {
    const buyer = await aBuyer(shop);
    const { programme } = await buyer.get<Invitations>('/shop/invitations');
    expect(programme?.offers).toHaveLength(3);
    const promoter = await buyer.post<PromoterView>('/shop/promoter', { statement: '喜欢喝茶' });
    expect(promoter).toMatchObject({ isOn: true, state: 'applied' });
  });

  it('then its channels have been scanned, and one welcomes by a coupon', async () => {
    const day = beijingDay(shop.clock.now());
    const path = `/ops/channel-reports?fromDay=${day}&untilDay=${day}`;
    const { items } = await owner.get<Page<ChannelReport>>(path);
    expect(new Set(items.map(({ kind }) => kind))).toEqual(
      new Set(['parcel-card', 'shop', 'staff', 'kol']),
    );
    expect(items.every(({ visitors, scans }) => visitors > 0 && visitors === scans)).toBe(true);
    const { items: all } = await owner.get<Page<Channel>>('/ops/channels');
    const welcomes = all.filter(({ channel }) => channel.welcomeCampaignId !== null);
    expect(welcomes).toHaveLength(1);
  });

  it('when it is started again, then nothing changes, whatever operators did meanwhile', async () => {
    const [first] = await campaigns();
    await owner.post(`/ops/campaigns/${first!.id}/end`);
    const before = await campaigns();
    await seeded();
    expect(await campaigns()).toEqual(before);
  });

  it('when a first start was cut short, then the next one adds what is missing alone', async () => {
    const [before, opened] = [await campaigns(), await channels()];
    const last = before.at(-1)!;
    const campaign = { ...last.campaign, name: '另一个名字' };
    await owner.put(`/ops/campaigns/${last.id}`, { version: last.version, campaign });
    rmSync(join(shop.directory, 'demo-campaigns-published'));
    await seeded();
    const names = (await campaigns()).map(({ campaign: { name } }) => name);
    expect(names.slice(before.length)).toEqual([last.campaign.name]);
    expect(await channels()).toEqual(opened);
  });

  it('when somebody has bought already, then a shop is left as it is', async () => {
    const { items } = await asked<Page<ProductCard>>('/shop/products?limit=1');
    const product = await asked<{ skus: { id: string }[] }>(`/shop/products/${items[0]!.id}`);
    await placed(await aBuyer(shop), [{ skuId: product.skus[0]!.id, quantity: 1 }]);
    const last = (await campaigns()).at(-1)!;
    const campaign = { ...last.campaign, name: '又一个名字' };
    await owner.put(`/ops/campaigns/${last.id}`, { version: last.version, campaign });
    const before = await campaigns();
    rmSync(join(shop.directory, 'demo-campaigns-published'));
    await seeded();
    expect(await campaigns()).toEqual(before);
  });
});

describe('given it is started at any hour', () => {
  const demo = readDemoCampaigns(readFileSync(FILE, 'utf8'));
  const midnight = Date.parse('2026-11-18T16:00:00.000Z');

  it.each([0, 7, 8, 12, 19, 20, 23])(
    'when that is %i o’clock, then all run at once, the next day and 29 days on',
    (hour) => {
      const now = new Date(midnight + hour * HOUR_MS);
      for (const one of demo) {
        const { slots } = campaignAt(one, () => 'id', now) as { slots: Record<string, string>[] };
        for (const days of [0, 1, 29]) {
          const at = new Date(now.getTime() + days * 24 * HOUR_MS).toISOString();
          expect(slots.some(({ startsAt, endsAt }) => startsAt! <= at && at < endsAt!)).toBe(true);
        }
      }
    },
  );
});

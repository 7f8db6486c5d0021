import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CouponsWaiting, MemberCard, Message, Page } from '@siyu/shared';
import { Rules } from '../../../server/src/membership/rules/membership-rules.js';
import { Sweeps } from '../../../server/src/platform/sweeps.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { couponCampaign } from '../../factories/coupon.js';
import { aLadder, aTier, grown, memberRowOf, withRules } from '../../factories/membership.js';
import { anOperator } from '../../factories/operator.js';
import { aShopper, type TestShopper } from '../../factories/shopper.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;

beforeAll(async () => {
  shop = await aShop();
  await withRules(shop, aLadder());
});
afterAll(async () => {
  await expectCleanAudit(shop);
  await shop.close();
});

/** The shop at another time; whoever is in it logs in again. */
async function at<T extends { openid: string }>(iso: string, who: T): Promise<TestShopper> {
  shop.clock.set(new Date(iso));
  await shop.settle();
  return aShopper(shop, { openid: who.openid });
}
const noticesOf = async (who: TestShopper) =>
  (await who.get<Page<Message>>('/shop/messages')).items.map(({ kind, facts }) => [kind, facts]);

describe('given a member whose tier’s year goes by', () => {
  const END = '2027-11-18T16:00:00.000Z';

  it('then a notice comes before, the tier falls one step at Beijing midnight, and is said', async () => {
    let member = await aShopper(shop);
    await grown(shop, member.id, 300);
    await shop.settle();
    expect(await noticesOf(member)).toMatchObject([
      ['tier-changed', { tierName: 'gold', change: 'raised' }],
    ]);
    member = await at('2027-11-03T15:59:59.000Z', member);
    expect(await noticesOf(member)).toHaveLength(1);
    member = await at('2027-11-03T16:00:00.000Z', member);
    expect((await noticesOf(member))[0]).toMatchObject([
      ...['tier-notice', { tierName: 'gold', until: '2027年11月19日 00:00', missing: 300 }],
    ]);
    await shop.settle();
    expect(await noticesOf(member)).toHaveLength(2);
    member = await at('2027-11-18T15:59:59.999Z', member);
    expect((await member.get<MemberCard>('/shop/member')).tier.id).toBe('gold');
    member = await at(END, member);
    expect(await memberRowOf(shop, member.id)).toMatchObject({ tier: 'silver' });
    expect((await noticesOf(member))[0]).toMatchObject([
      ...['tier-changed', { tierName: 'silver', change: 'lowered' }],
    ]);
  });

  it('when the review has not come to them yet, then the card says the truth all the same', async () => {
    const member = await aShopper(shop);
    await grown(shop, member.id, 100);
    shop.clock.set(new Date('2028-11-19T16:00:00.000Z'));
    const again = await aShopper(shop, { openid: member.openid });
    expect(await memberRowOf(shop, member.id)).toMatchObject({ tier: 'silver' });
    expect((await again.get<MemberCard>('/shop/member')).tier).toMatchObject({ id: 'regular' });
    await shop.settle();
    expect(await memberRowOf(shop, member.id)).toMatchObject({ tier: 'regular' });
  });

  it('when a review fails half-way, then the rest is reviewed by the next, each once', async () => {
    const members = await Promise.all(Array.from({ length: 4 }, () => aShopper(shop)));
    for (const { id } of members) await grown(shop, id, 100);
    shop.clock.set(new Date('2029-12-01T00:00:00.000Z'));
    const rules = shop.app.get(Rules);
    const read = rules.read.bind(rules);
    rules.read = () => Promise.reject(new Error('killed'));
    const sweep = () => shop.app.get(Sweeps).runNow('membership.review-tiers');
    await expect(sweep()).rejects.toThrow('killed');
    rules.read = read;
    await sweep();
    for (const { id } of members) {
      expect(await memberRowOf(shop, id)).toMatchObject({ tier: 'regular', tier_until: null });
    }
  });
});

describe('case 42: given coupons of a tier that is lost', () => {
  it('then they stay, and the tier that is reached gives its own once', async () => {
    const { id: campaignId, operator } = await monthly();
    const member = await aShopper(shop);
    await grown(shop, member.id, 100);
    await shop.settle();
    const coupons = async () => {
      const sql = 'SELECT state, grant_key AS grantKey FROM coupon WHERE shopper_id = ?';
      return (await shop.db.query(sql, [member.id])) as { state: string; grantKey: string }[];
    };
    expect(await coupons()).toEqual([{ state: 'unused', grantKey: 'tier-2029-12' }]);
    await shop.settle();
    expect(await coupons()).toHaveLength(1);
    await grown(shop, member.id, -100, { at: shop.clock.now() });
    await shop.settle();
    expect(await memberRowOf(shop, member.id)).toMatchObject({ growth: 0 });
    expect(await coupons()).toHaveLength(1);
    expect(campaignId).toBeDefined();
    await withRules(shop, aLadder(), operator);
  });

  it('when the campaign is not live, then they come once it is, in that month and once', async () => {
    shop.clock.set(new Date('2029-12-30T04:00:00.000Z'));
    const { id, operator, replaced } = await monthly({
      slots: [slotAt('2029-12-31', '2030-01-02')],
    });
    expect(replaced.campaignsNotLive).toEqual([id]);
    const member = await aShopper(shop);
    await grown(shop, member.id, 100);
    const coupons = async () => {
      const sql = 'SELECT grant_key AS k FROM coupon WHERE shopper_id = ? AND campaign_id = ?';
      return (await shop.db.query(sql, [member.id, id])) as { k: string }[];
    };
    await shop.settle();
    expect(await coupons()).toEqual([]);
    const waiting = () => operator.get<CouponsWaiting[]>('/ops/membership/ladder/coupons-waiting');
    expect((await waiting()).find((one) => one.campaignId === id)?.members).toBeGreaterThan(0);
    shop.clock.set(new Date('2029-12-31T04:00:00.000Z'));
    await shop.settle();
    await shop.settle();
    expect(await coupons()).toEqual([{ k: 'tier-2029-12' }]);
    const later = await anOperator(shop);
    expect(await later.get('/ops/membership/ladder/coupons-waiting')).toEqual([]);
  });

  it('when the campaign is live only after the month, then what was missed is not given', async () => {
    shop.clock.set(new Date('2030-01-31T15:59:00.000Z'));
    const { id } = await monthly({ slots: [slotAt('2030-02-01', '2030-02-03')] });
    const member = await aShopper(shop);
    await grown(shop, member.id, 100);
    await shop.settle();
    shop.clock.set(new Date('2030-02-01T04:00:00.000Z'));
    await shop.settle();
    const sql = 'SELECT grant_key AS k FROM coupon WHERE shopper_id = ? AND campaign_id = ?';
    expect(await shop.db.query(sql, [member.id, id])).toEqual([{ k: 'tier-2030-02' }]);
    await withRules(shop, aLadder());
  });

  const slotAt = (from: string, to: string) => ({
    startsAt: `${from}T00:00:00.000Z`,
    endsAt: `${to}T00:00:00.000Z`,
  });

  async function monthly(campaign: Parameters<typeof couponCampaign>[3] = {}) {
    const operator = await anOperator(shop);
    const coupon = await couponCampaign(shop, operator, {}, campaign);
    const benefit = { kind: 'monthly-coupons' as const, campaignIds: [coupon.id] };
    const tiers = [aTier('regular', 0), aTier('silver', 100, benefit), aTier('gold', 300)];
    const { replaced } = await withRules(shop, aLadder({ tiers }), operator);
    return { id: coupon.id, operator, replaced };
  }
});

describe('given a birthday', () => {
  it('then its gift comes days before, once a year, that of 29 February on the 28th', async () => {
    shop.clock.set(new Date('2030-02-24T15:59:59.000Z'));
    const by = await anOperator(shop);
    const coupon = await couponCampaign(shop, by);
    const gift = { kind: 'birthday-gift' as const, campaignIds: [coupon.id], daysBefore: 3 };
    await withRules(shop, aLadder({ tiers: [aTier('regular', 0, gift)] }), by);
    const member = await aShopper(shop);
    await member.put('/shop/member/profile', { nickname: null, birthday: '02-29' });
    const gifts = async () => {
      const sql = 'SELECT grant_key AS k FROM coupon WHERE shopper_id = ?';
      return (await shop.db.query(sql, [member.id])) as { k: string }[];
    };
    await shop.settle();
    expect(await gifts()).toEqual([]);
    shop.clock.set(new Date('2030-02-24T16:00:00.000Z'));
    await shop.settle();
    expect(await gifts()).toEqual([{ k: 'birthday-2030' }]);
    await shop.settle();
    expect(await gifts()).toHaveLength(1);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  GrowthEvent,
  Invitations,
  OpsProgramme,
  OpsReward,
  Order,
  Page,
  PointBalances,
  ReferralProgrammeInput,
} from '@siyu/shared';
import { Rewards } from '../../../server/src/referrals/rewards/rewards.service.js';
import { inTransaction, type Tx } from '../../../server/src/platform/transaction.js';
import { fen } from '../../../shared/src/money.js';
import { refundedUnits } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { couponCampaign } from '../../factories/coupon.js';
import { aPaidOrder, received, shipped, unitsOf } from '../../factories/fulfilment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { deleted, deletionOf } from '../../factories/personal-data.js';
import { aProgramme, publishedProgramme, rewardsOf } from '../../factories/programme.js';
import type { Buyer } from '../../factories/purchase.js';
import { broughtBy, shared } from '../../factories/referral.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { addAddress, aShopper, type TestShopper } from '../../factories/shopper.js';

const DAY_MS = 86_400_000;
const WHOLE = { priceFen: fen(6_000) };

let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

/** Somebody, and a friend who came by their link and can buy. */
async function twoFriends(): Promise<{ ann: TestShopper; cat: Buyer }> {
  const ann = await aShopper(shop);
  const cat = await broughtBy(shop, await shared(ann));
  await shop.settle();
  return { ann, cat: { ...cat, addressId: (await addAddress(cat)).id } };
}

/** The order is received, and can no longer be sent back. */
async function afterSaleOver(order: Order, ...who: Buyer[]): Promise<void> {
  await shipped(shop, operator, order);
  await received(shop, who[0]!, order.id);
  await shop.settle();
  shop.clock.advance(15 * DAY_MS);
  await shop.settle();
  operator = await anOperator(shop);
}

const again = ({ openid }: TestShopper) => aShopper(shop, { openid });
const published = (over: Partial<ReferralProgrammeInput> = {}) =>
  publishedProgramme(operator, over);
const inOne = (work: (rewards: Rewards, tx: Tx) => Promise<void>) =>
  inTransaction(shop.db, (tx) => work(shop.app.get(Rewards), tx));

describe('given a programme that rewards both sides of a first order', () => {
  it('when the friend has paid, then both wait; when nothing can go back any more, both have it', async () => {
    const growth = { kind: 'growth', growth: 50 } as const;
    await published({
      offers: [
        ...aProgramme().offers,
        { action: 'first-completed', side: 'inviter', gift: growth },
      ],
    });
    const { ann, cat } = await twoFriends();
    const order = await aPaidOrder(shop, cat, 1, WHOLE);
    expect(await rewardsOf(ann)).toMatchObject([
      { state: 'pending', side: 'inviter', dueAt: null },
    ]);
    expect(await rewardsOf(cat)).toMatchObject([{ state: 'pending', gift: { bonusFen: 800 } }]);
    await afterSaleOver(order, cat);
    const [annNow, catNow] = [await again(ann), await again(cat)];
    expect((await rewardsOf(annNow)).map(({ action, state }) => [action, state])).toEqual([
      ['first-completed', 'granted'],
      ['first-paid', 'granted'],
    ]);
    expect(await operator.get<PointBalances>(`/ops/points/shoppers/${ann.id}`)).toMatchObject({
      active: 500,
    });
    expect(await catNow.get('/shop/wallet')).toMatchObject({ bonusFen: 800 });
    const { items } = await annNow.get<Page<GrowthEvent>>('/shop/member/growth');
    expect(items.filter(({ growth }) => growth > 0)).toMatchObject([{ growth: 50 }]);
    await shop.settle();
    expect(await annNow.get<Invitations>('/shop/invitations')).toMatchObject({
      progress: { friends: 1, granted: 2, pending: 0, voided: 0 },
    });
  });

  it('when the whole order goes back, then both are void, and a second order earns nothing', async () => {
    await published();
    const { ann, cat } = await twoFriends();
    const order = await aPaidOrder(shop, cat, 1, WHOLE);
    await refundedUnits(shop, operator, order, unitsOf(order));
    await shop.settle();
    const voided = { state: 'voided', voidReason: 'REFUNDED' };
    expect(await rewardsOf(ann)).toMatchObject([voided]);
    expect(await rewardsOf(cat)).toMatchObject([voided]);
    await aPaidOrder(shop, cat, 1, WHOLE);
    expect(await rewardsOf(ann)).toMatchObject([voided]);
  });

  it('when the order is too small, or the buyer came by nobody, then nobody earns anything', async () => {
    await published();
    const { ann, cat } = await twoFriends();
    await aPaidOrder(shop, cat, 1, { priceFen: fen(3_000) });
    expect(await rewardsOf(ann)).toEqual([]);
    expect(await cat.get<Invitations>('/shop/invitations')).toMatchObject({
      boundTo: { phoneMasked: null },
    });
  });

  it('when it is paused meanwhile, then what was earned is given all the same', async () => {
    const { id } = await published();
    const { ann, cat } = await twoFriends();
    const order = await aPaidOrder(shop, cat, 1, WHOLE);
    const { version } = await operator.get<OpsProgramme>(`/ops/referral-programmes/${id}`);
    await operator.post(`/ops/referral-programmes/${id}/pause`, { version });
    await afterSaleOver(order, cat);
    expect(await rewardsOf(await again(ann))).toMatchObject([{ state: 'granted' }]);
    expect(await operator.get(`/ops/referral-programmes/${id}/report`)).toMatchObject({
      ...{ inviters: 1, friends: 1 },
      rewards: [
        { action: 'first-paid', side: 'friend', state: 'granted', count: 1 },
        { action: 'first-paid', side: 'inviter', state: 'granted', count: 1 },
      ],
    });
  });
});

describe('given a programme that rewards registrations', () => {
  it('when a friend registers by the link, then both have it at once; who was here before has not', async () => {
    const { id: campaignId } = await couponCampaign(shop, operator);
    await published({
      offers: [
        { action: 'registered', side: 'inviter', gift: { kind: 'points', points: 100 } },
        { action: 'registered', side: 'friend', gift: { kind: 'coupon', campaignId } },
      ],
    });
    const { ann, cat } = await twoFriends();
    await shop.settle();
    expect(await rewardsOf(ann)).toMatchObject([{ state: 'granted', gift: { points: 100 } }]);
    expect(await rewardsOf(cat)).toMatchObject([{ state: 'granted', gift: { kind: 'coupon' } }]);
    const { openid } = await aShopper(shop);
    shop.clock.advance(1_000);
    await broughtBy(shop, await shared(ann), openid);
    await shop.settle();
    expect(await rewardsOf(ann)).toHaveLength(1);
  });

  it('when an inviter has all that one may have, then the next is void, and says so', async () => {
    await published({
      ...{ rewardsMax: 1, rewardsPerDayMax: 1 },
      offers: [{ action: 'registered', side: 'inviter', gift: { kind: 'points', points: 100 } }],
    });
    const ann = await aShopper(shop);
    const link = await shared(ann);
    await Promise.all([broughtBy(shop, link), broughtBy(shop, link), broughtBy(shop, link)]);
    await shop.settle();
    await shop.settle();
    const states = (await rewardsOf(ann)).map(({ state, voidReason }) => [state, voidReason]);
    expect(states.sort()).toEqual([
      ['granted', null],
      ['voided', 'PERSON_LIMIT'],
      ['voided', 'PERSON_LIMIT'],
    ]);
  });
});

describe('given a reward that another room looks at', () => {
  it('then it is held with the evidence, and given once it is released, or never once it is void', async () => {
    await published();
    const { ann, cat } = await twoFriends();
    const order = await aPaidOrder(shop, cat, 1, WHOLE);
    const { items } = await operator.get<Page<OpsReward>>(
      `/ops/referral-rewards?shopperId=${ann.id}`,
    );
    const { id } = items[0]!;
    await inOne((rewards, tx) => rewards.hold(tx, id, { same: 'installation' }));
    const [ofCat] = await rewardsOf(cat);
    await operator.post(`/ops/referral-rewards/${ofCat!.id}/void`, { reason: '同一设备' });
    await afterSaleOver(order, cat);
    expect(await rewardsOf(await again(ann))).toMatchObject([{ state: 'held' }]);
    await operator.post(`/ops/referral-rewards/${id}/release`, { reason: '家人共用手机' });
    await shop.settle();
    expect(await rewardsOf(await again(ann))).toMatchObject([{ state: 'granted' }]);
    expect(await rewardsOf(await again(cat))).toMatchObject([{ voidReason: 'REVIEWED' }]);
    const late = { body: { reason: '晚了' } };
    expect(await operator.refusal('POST', `/ops/referral-rewards/${id}/void`, late)).toBe(
      'CAMPAIGN_STATE',
    );
  });
});

describe('case 53: given a referrer who deletes their account while a reward is pending', () => {
  it('then they are told what they give up, and it is frozen under their id, not lost', async () => {
    await published();
    const { ann, cat } = await twoFriends();
    const order = await aPaidOrder(shop, cat, 1, WHOLE);
    expect((await deletionOf(ann)).givenUp).toEqual([{ kind: 'referral-rewards', amount: 1 }]);
    await deleted(shop, ann);
    await afterSaleOver(order, cat);
    const { items } = await operator.get<Page<OpsReward>>(
      `/ops/referral-rewards?shopperId=${ann.id}`,
    );
    expect(items).toMatchObject([{ state: 'frozen', shopperId: ann.id, grantedAt: null }]);
    expect(await rewardsOf(await again(cat))).toMatchObject([{ state: 'granted' }]);
  });
});

describe('given an operator who would publish a programme', () => {
  const path = '/ops/referral-programmes';
  const added = (over: Partial<ReferralProgrammeInput>) =>
    operator.post<OpsProgramme>(path, aProgramme(over));
  const publish = ({ id, version }: OpsProgramme) =>
    operator.refusal('POST', `${path}/${id}/publish`, { body: { version } });

  it('when it rewards sharing, or gives a coupon that is not offered, then it says so and refuses', async () => {
    const campaignId = '01M7P0000000000000000000ZZ';
    const unlawful = await added({
      rulesText: '分享即得 5 元，多分享多得，好友打开页面即可，数量有限，先到先得，送完为止',
      offers: [{ action: 'registered', side: 'friend', gift: { kind: 'coupon', campaignId } }],
    });
    const codes = unlawful.findings.map(({ code }) => code);
    expect(codes).toEqual(['REWARDS_SHARING', 'COUPON_NOT_OFFERED']);
    expect(await publish(unlawful)).toBe('CAMPAIGN_POLICY');
  });

  it('when another is published, or it is edited while it is, then it is refused', async () => {
    const { id, version } = await published();
    expect(await publish(await added({}))).toBe('CONFLICT');
    const edit = { body: { version, programme: aProgramme() } };
    expect(await operator.refusal('PUT', `${path}/${id}`, edit)).toBe('CAMPAIGN_STATE');
  });

  it('when it would give money for a mere registration, then it is no programme', async () => {
    const gift = { kind: 'bonus' as const, bonusFen: fen(500) };
    const body = aProgramme({ offers: [{ action: 'registered', side: 'inviter', gift }] });
    expect(await operator.refusal('POST', path, { body })).toBe('INVALID_INPUT');
  });
});

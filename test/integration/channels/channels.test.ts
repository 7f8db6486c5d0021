import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Channel, Coupon, FollowUp, Page, ResolvedLink, StaffCustomer } from '@siyu/shared';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { Coupons } from '../../../server/src/promotions/coupon/coupons.service.js';
import { aChannel, aChannelInput, rewritten } from '../../factories/channel.js';
import { couponCampaign } from '../../factories/coupon.js';
import { aPaidOrder } from '../../factories/fulfilment.js';
import { client } from '../../factories/http.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aProduct, idsOf, stocked } from '../../factories/product.js';
import { aBuyer, aHandle } from '../../factories/purchase.js';
import { aDevice, broughtBy, opened, shared, standingOf } from '../../factories/referral.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, newOpenid } from '../../factories/shopper.js';

const NOBODYS = '01M7P0000000000000000000ZZ';

let shop: TestShop;
let operator: TestOperator;
let productId: string;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  const handle = aHandle();
  await stocked(shop, aProduct({ handle, title: '粗陶马克杯' }));
  ({ productId } = await idsOf(shop, handle));
});
afterAll(() => shop.close());

const resolved = (code: string) => client(shop.url).get<ResolvedLink>(`/shop/share-links/${code}`);

async function couponsOf(shopper: { get: TestOperator['get'] }): Promise<string[]> {
  await shop.settle();
  const { items } = await shopper.get<Page<Coupon>>('/shop/coupons?tab=usable');
  return items.map(({ campaignId }) => campaignId);
}

describe('given a channel', () => {
  it('then it has a code that leads to its landing page, and keeps it when the page changes', async () => {
    const channel = await aChannel(operator);
    expect(channel).toMatchObject({ version: 1, scene: `s=${channel.code}` });
    expect(channel.path).toBe(`/home/index?s=${channel.code}`);
    const landing = { page: 'product', targetId: productId } as const;
    const moved = await rewritten(operator, channel.id, { landing });
    expect(moved).toMatchObject({ code: channel.code, version: 2, channel: { landing } });
    expect(await resolved(channel.code)).toMatchObject({ path: `/product/index?id=${productId}` });
  });

  it('when it is edited by an old version, or is to lead to nothing, then it is refused', async () => {
    const { id, channel } = await aChannel(operator);
    await rewritten(operator, id, { name: '门店台卡' });
    const put = (body: object) => operator.refusal('PUT', `/ops/channels/${id}`, { body });
    expect(await put({ version: 1, channel })).toBe('VERSION_CONFLICT');
    const landing = { page: 'product', targetId: NOBODYS };
    expect(await put({ version: 2, channel: { ...channel, landing } })).toBe('PRODUCT_NOT_FOUND');
    const welcome = { welcomeCampaignId: NOBODYS };
    expect(await put({ version: 2, channel: { ...channel, ...welcome } })).toBe(
      'CAMPAIGN_NOT_FOUND',
    );
  });

  it('when another operator may only read, then only that', async () => {
    const reader = await anOperator(shop, ['channels.read']);
    const { id } = await aChannel(operator, { kind: 'kol' });
    const { items } = await reader.get<Page<Channel>>('/ops/channels?kind=kol&limit=1');
    expect(items.map((one) => one.id)).toEqual([id]);
    const body = aChannelInput();
    expect(await reader.refusal('POST', '/ops/channels', { body })).toBe('PERMISSION_MISSING');
  });
});

describe('given a channel that is closed', () => {
  it('then its printed code leads home and counts nothing, until it is open again', async () => {
    const landing = { page: 'product', targetId: productId } as const;
    const { id, code } = await aChannel(operator, { landing });
    await rewritten(operator, id, { state: 'closed' });
    expect(await resolved(code)).toMatchObject({ isKnown: false, path: '/home/index' });
    const stranger = await broughtBy(shop, { code });
    expect(await standingOf(operator, stranger.id)).toEqual({ owner: null, reasons: [] });
    await rewritten(operator, id, { state: 'open' });
    expect((await standingOf(operator, (await broughtBy(shop, { code })).id)).owner).toBe(id);
  });

  it('when somebody had opened it before and logs in after, then they are nobody’s', async () => {
    const { id, code } = await aChannel(operator);
    const device = aDevice();
    await opened(shop, { code }, { device });
    await rewritten(operator, id, { state: 'closed' });
    const late = await aShopper(shop, { installationId: device });
    expect(await standingOf(operator, late.id)).toEqual({ owner: null, reasons: ['OWNER_GONE'] });
  });
});

describe('given a channel that welcomes with a coupon', () => {
  it('when somebody registers by it, then they have it once, however often they come', async () => {
    const { id: welcomeCampaignId } = await couponCampaign(shop, operator, { claim: 'granted' });
    const { code } = await aChannel(operator, { welcomeCampaignId });
    const ann = await broughtBy(shop, { code });
    expect(await couponsOf(ann)).toEqual([welcomeCampaignId]);
    await opened(shop, { code }, { device: ann.device, by: ann });
    expect(await couponsOf(ann)).toEqual([welcomeCampaignId]);
  });

  it('when somebody comes by it who was here before, or by a friend, then they have none', async () => {
    const { id: welcomeCampaignId } = await couponCampaign(shop, operator, { claim: 'granted' });
    const { id, code } = await aChannel(operator, { welcomeCampaignId });
    const openid = newOpenid();
    const regular = await aShopper(shop, { openid });
    const friend = await broughtBy(shop, await shared(regular));
    await shop.db.query(
      'UPDATE shopper SET created_at = created_at - INTERVAL 1 DAY WHERE id = ?',
      [regular.id],
    );
    const again = await broughtBy(shop, { code }, openid);
    expect((await standingOf(operator, again.id)).owner).toBe(id);
    expect([await couponsOf(again), await couponsOf(friend)]).toEqual([[], []]);
  });

  it('when the coupons are gone, then they are bound all the same', async () => {
    const few = { claim: 'granted', stock: 1 } as const;
    const { id: welcomeCampaignId } = await couponCampaign(shop, operator, few);
    const { id, code } = await aChannel(operator, { welcomeCampaignId });
    await couponsOf(await broughtBy(shop, { code }));
    const second = await broughtBy(shop, { code });
    expect(await couponsOf(second)).toEqual([]);
    expect((await standingOf(operator, second.id)).owner).toBe(id);
  });
});

describe('given a colleague whose code customers came by', () => {
  const toCall = async (id: string, why: FollowUp) => {
    const path = `/ops/staff/${id}/customers?why=${why}`;
    return (await operator.get<Page<StaffCustomer>>(path)).items;
  };
  const called = async (id: string, why: FollowUp) =>
    (await toCall(id, why)).map(({ shopperId }) => shopperId);

  it('then each customer is on the list of why they are to be called, and on no other', async () => {
    const { id, code } = await aChannel(operator, { kind: 'staff' });
    const { code: anothers } = await aChannel(operator, { kind: 'staff' });
    const ann = await broughtBy(shop, { code });
    const [bo, cat] = [await aBuyerBy(code), await aBuyerBy(code)];
    await aBuyerBy(anothers);
    await shop.settle();
    await shop.db.query(
      'UPDATE orders SET paid_at = paid_at - INTERVAL 61 DAY WHERE shopper_id = ?',
      [bo.id],
    );
    await shop.db.query("UPDATE member SET birthday = '11-20' WHERE shopper_id = ?", [cat.id]);
    const rule = { claim: 'granted', validity: { kind: 'relative', days: 2 } } as const;
    const { id: campaignId } = await couponCampaign(shop, operator, rule);
    await inTransaction(shop.db, (tx) =>
      shop.app.get(Coupons).grant(tx, { campaignId, shopperId: cat.id, key: 'test' }),
    );
    expect(await called(id, 'new')).toEqual([ann.id]);
    expect(await called(id, 'lapsed')).toEqual([bo.id]);
    expect(await called(id, 'birthday')).toEqual([cat.id]);
    expect(await called(id, 'coupon')).toEqual([cat.id]);
  });

  it('when what was said is noted, then the list tells it, and only of their own', async () => {
    const { id, code } = await aChannel(operator, { kind: 'staff' });
    const { id: other } = await aChannel(operator, { kind: 'staff' });
    const ann = await broughtBy(shop, { code });
    const path = `customers/${ann.id}/notes`;
    await operator.post(`/ops/staff/${id}/${path}`, { note: '已电话回访' });
    expect(await toCall(id, 'new')).toMatchObject([{ lastNote: '已电话回访' }]);
    const body = { note: '不是我的客户' };
    const refusal = await operator.refusal('POST', `/ops/staff/${other}/${path}`, { body });
    expect(refusal).toBe('NOT_FOUND');
  });
});

/** Somebody who came by this code and has bought since. */
async function aBuyerBy(code: string): Promise<{ id: string }> {
  const openid = newOpenid();
  const { id } = await broughtBy(shop, { code }, openid);
  const order = await aPaidOrder(shop, await aBuyer(shop), 1);
  await shop.db.query('UPDATE orders SET shopper_id = ? WHERE id = ?', [id, order.id]);
  return { id };
}

describe('given a coupon for the customers of a channel', () => {
  const claims = (who: Pick<TestOperator, 'refusal'>, campaignId: string) =>
    who.refusal('POST', '/shop/coupons', { body: { campaignId } });

  it('then who came by it first has it, or is its customer now, and nobody else', async () => {
    const [card, shopWindow] = [await aChannel(operator), await aChannel(operator)];
    const audience = { channels: [card.id] };
    const { id } = await couponCampaign(shop, operator, {}, { audience });
    const openid = newOpenid();
    const first = await broughtBy(shop, card, openid);
    const other = await broughtBy(shop, shopWindow);
    expect(await claims(await aShopper(shop), id)).toBe('CHANNEL_ONLY');
    expect(await claims(other, id)).toBe('CHANNEL_ONLY');
    await shop.db.query(
      `UPDATE referral_binding SET is_open = NULL, ended_by = 'lapsed', ended_at = ?
       WHERE shopper_id = ?`,
      [shop.clock.now(), first.id],
    );
    expect(await claims(first, id)).toBeNull();
  });

  it('when it names a channel that there is not, then it is not published', async () => {
    const draft = couponCampaign(shop, operator, {}, { audience: { channels: [NOBODYS] } });
    await expect(draft).rejects.toThrow('CHANNEL_UNKNOWN');
  });
});

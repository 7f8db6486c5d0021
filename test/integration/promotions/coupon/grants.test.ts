import { describe, expect, it } from '@jest/globals';
import type { Grant, GrantLine, OpsCoupon, Page } from '@siyu/shared';
import { Coupons } from '../../../../server/src/promotions/coupon/coupons.service.js';
import { inTransaction } from '../../../../server/src/platform/transaction.js';
import { claimed, couponCampaign, tabCounts } from '../../../factories/coupon.js';
import { aCouponShop } from '../../../factories/coupon-shop.js';
import { aBuyer } from '../../../factories/purchase.js';
import { phoneCode } from '../../../factories/shopper.js';

const NOBODY = '01J00000000000000000000000';

describe('given coupons that are granted', () => {
  const given = aCouponShop();

  it('when a list of ids and phones is granted, then each line says what came of it', async () => {
    const { shop, operator, buyer } = given;
    const campaign = await couponCampaign(shop, operator, { claim: 'granted', stock: 3 });
    const [byPhone, late] = [await aBuyer(shop), await aBuyer(shop)];
    const phone = '13912345678';
    await byPhone.post('/shop/me/phone', { code: await phoneCode(shop, byPhone.openid, phone) });
    const recipients = [buyer.id, phone, NOBODY, '13800000000', buyer.id, operator.id, late.id];
    const request = { campaignId: campaign.id, recipients };
    const { id } = await operator.post<Grant>('/ops/coupon-grants', request);
    await shop.settle();
    expect(await operator.get<Grant>(`/ops/coupon-grants/${id}`)).toMatchObject({
      ...{ total: 7, granted: 3, refused: 4, finishedAt: expect.any(String) },
    });
    const path = `/ops/coupon-grants/${id}/lines`;
    const first = await operator.get<Page<GrantLine>>(`${path}?limit=4`);
    const rest = await operator.get<Page<GrantLine>>(`${path}?cursor=${first.nextCursor}`);
    const lines = [...first.items, ...rest.items];
    expect(lines.map((one) => one.refusal ?? one.outcome)).toEqual([
      ...['granted', 'granted', 'NOT_FOUND', 'NOT_FOUND', 'PURCHASE_LIMIT', 'NOT_FOUND', 'granted'],
    ]);
    expect(lines[1]).toMatchObject({ recipient: '139****5678', shopperId: byPhone.id });
    const given1 = `/ops/coupons?campaignId=${campaign.id}`;
    expect((await operator.get<Page<OpsCoupon>>(given1)).items).toHaveLength(3);
  });

  it('when another feature grants by a key, then once, whatever happens in between', async () => {
    const { shop, operator, buyer } = given;
    const campaign = await couponCampaign(shop, operator, { perPersonMax: 5, stock: 2 });
    const coupons = shop.app.get(Coupons, { strict: false });
    const grant = (key: string) =>
      inTransaction(shop.db, (tx) =>
        coupons.grant(tx, { campaignId: campaign.id, shopperId: buyer.id, key }),
      );
    const answers = await Promise.all([grant('newcomer'), grant('newcomer'), grant('newcomer')]);
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    await claimed(buyer, campaign);
    expect(await grant('tier')).toEqual({ refusal: 'COUPONS_GONE' });
    expect(await grant('newcomer')).toEqual(answers[0]);
    expect(await tabCounts(buyer)).toMatchObject({ usable: 2 });
  });

  it('when there is none to give, then what it was for goes on', async () => {
    const { shop, operator, buyer } = given;
    const campaign = await couponCampaign(shop, operator);
    await operator.post(`/ops/campaigns/${campaign.id}/pause`);
    const coupons = shop.app.get(Coupons, { strict: false });
    await inTransaction(shop.db, async (tx) => {
      await tx.query('UPDATE shopper SET unionid = ? WHERE id = ?', ['kept', buyer.id]);
      const order = { campaignId: campaign.id, shopperId: buyer.id, key: 'newcomer' };
      expect(await coupons.grant(tx, order)).toEqual({ refusal: 'CAMPAIGN_NOT_LIVE' });
    });
    const [row] = await shop.db.query('SELECT unionid FROM shopper WHERE id = ?', [buyer.id]);
    expect(row).toEqual({ unionid: 'kept' });
  });
});

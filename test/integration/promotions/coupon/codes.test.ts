import { describe, expect, it } from '@jest/globals';
import { readPrintedCode, type Coupon, type CouponCode, type Page } from '@siyu/shared';
import { couponCampaign, printedCodes, redeemed } from '../../../factories/coupon.js';
import { aCouponShop } from '../../../factories/coupon-shop.js';
import { anOperator } from '../../../factories/operator.js';
import { aBuyer, type Buyer } from '../../../factories/purchase.js';

describe('given coupons by printed codes', () => {
  const given = aCouponShop();

  const refusalToRedeem = (buyer: Buyer, code: string) =>
    buyer.refusal('POST', '/shop/coupons/redemptions', { body: { code } });

  it('when ten thousand are printed, then none is there twice', async () => {
    const { shop, operator } = given;
    const { id: campaignId } = await couponCampaign(shop, operator, { claim: 'code' });
    const { batch } = await printedCodes(shop, operator, { campaignId, codes: 10_000 });
    expect(batch).toMatchObject({ codes: 10_000, printed: 10_000 });
    const answer = await fetch(`${shop.url}/ops/coupon-batches/${batch.id}/codes.csv`, {
      headers: { authorization: `Bearer ${operator.token}` },
    });
    const [head, ...lines] = (await answer.text()).trim().split('\n');
    expect(head).toMatch(/code,uses,uses_max$/);
    const codes = lines.map((line) => line.split(',')[0]!);
    expect(new Set(codes).size).toBe(10_000);
    expect(codes.every((code) => readPrintedCode(code) !== null)).toBe(true);
  });

  it('when one is redeemed as typed, then once: another says no more than a wrong one', async () => {
    const { shop, operator, buyer } = given;
    const { id: campaignId } = await couponCampaign(shop, operator, { claim: 'code' });
    const { codes } = await printedCodes(shop, operator, { campaignId, codes: 1 });
    const code = codes[0]!;
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ')}`;
    expect(await redeemed(buyer, typed)).toMatchObject({ campaignId, tab: 'usable' });
    const other = await aBuyer(shop);
    expect(await refusalToRedeem(other, code)).toBe('COUPON_CODE_INVALID');
    expect(await refusalToRedeem(other, 'ACDE-3467-WXYT')).toBe('COUPON_CODE_INVALID');
    expect(await refusalToRedeem(other, '优惠')).toBe('COUPON_CODE_INVALID');
  });

  it('case 28: when twenty redeem one code for five, under a stock of three, then three do', async () => {
    const { shop, operator } = given;
    const rule = { claim: 'code' as const, stock: 3 };
    const { id: campaignId } = await couponCampaign(shop, operator, rule);
    const order = { campaignId, codes: 1, usesPerCode: 5 };
    const { batch, codes } = await printedCodes(shop, operator, order);
    const buyers = await Promise.all(Array.from({ length: 20 }, () => aBuyer(shop)));
    const answers = await Promise.all(buyers.map((one) => refusalToRedeem(one, codes[0]!)));
    expect(answers.filter((one) => one === null)).toHaveLength(3);
    expect(new Set(answers)).toEqual(new Set([null, 'COUPONS_GONE']));
    const { items } = await operator.get<Page<CouponCode>>(`/ops/coupon-batches/${batch.id}/codes`);
    expect(items).toMatchObject([{ uses: 3, usesMax: 5 }]);
  });

  it('case 28: when many codes are redeemed at once under one stock, then it holds', async () => {
    const { shop, operator } = given;
    const rule = { claim: 'code' as const, stock: 4 };
    const { id: campaignId } = await couponCampaign(shop, operator, rule);
    const { codes } = await printedCodes(shop, operator, { campaignId, codes: 12 });
    const buyers = await Promise.all(codes.map(() => aBuyer(shop)));
    const answers = await Promise.all(buyers.map((one, at) => refusalToRedeem(one, codes[at]!)));
    expect(answers.filter((one) => one === null)).toHaveLength(4);
  });

  it('when a batch is revoked, then its codes are worthless, and what they gave stays', async () => {
    const { shop, operator, buyer } = given;
    const { id: campaignId } = await couponCampaign(shop, operator, { claim: 'code' });
    const { batch, codes } = await printedCodes(shop, operator, { campaignId, codes: 2 });
    await redeemed(buyer, codes[0]!);
    await operator.post(`/ops/coupon-batches/${batch.id}/revocation`);
    expect(await refusalToRedeem(await aBuyer(shop), codes[1]!)).toBe('COUPON_CODE_INVALID');
    const { items } = await buyer.get<Page<Coupon>>('/shop/coupons');
    expect(items).toHaveLength(1);
  });

  it('when one guesses, then no more than ten times a minute', async () => {
    const { buyer } = given;
    // The first request of a session counts for its address.
    await buyer.get('/shop/coupons/counts');
    const answers: (string | null)[] = [];
    for (let at = 0; at < 11; at++) answers.push(await refusalToRedeem(buyer, 'ACDE-3467-WXYT'));
    expect(answers).toEqual([
      ...Array<string>(10).fill('COUPON_CODE_INVALID'),
      'TOO_MANY_REQUESTS',
    ]);
  });

  it('when an operator may only read, then codes are not theirs to see', async () => {
    const { shop, operator } = given;
    const { id: campaignId } = await couponCampaign(shop, operator, { claim: 'code' });
    const { batch } = await printedCodes(shop, operator, { campaignId, codes: 1 });
    const path = `/ops/coupon-batches/${batch.id}/codes`;
    const reader = await anOperator(shop, ['campaigns.read']);
    for (const each of [path, `${path}.csv`])
      expect(await reader.refusal('GET', each)).toBe('PERMISSION_MISSING');
    const ofPublic = await couponCampaign(shop, operator);
    const body = { campaignId: ofPublic.id, codes: 1 };
    expect(await operator.refusal('POST', '/ops/coupon-batches', { body })).toBe('CAMPAIGN_STATE');
  });
});

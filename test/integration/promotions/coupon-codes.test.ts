import { describe, expect, it } from '@jest/globals';
import {
  readCouponCode,
  type CodeBatch,
  type Coupon,
  type CouponCode,
  type Page,
} from '@siyu/shared';
import { couponCampaign } from '../../factories/coupon.js';
import { aCouponShop } from '../../factories/coupon-shop.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, type Buyer } from '../../factories/purchase.js';
import type { TestShop } from '../../factories/shop.js';

describe('given coupons by printed codes', () => {
  const given = aCouponShop();

  const printed = async (
    shop: TestShop,
    operator: TestOperator,
    batch: { campaignId: string; codes: number; usesPerCode?: number },
  ) => {
    const { id } = await operator.post<CodeBatch>('/ops/coupon-batches', batch);
    await shop.settle();
    return operator.get<CodeBatch>(`/ops/coupon-batches/${id}`);
  };
  const codesOf = async (operator: TestOperator, { id }: CodeBatch) =>
    (await operator.get<Page<CouponCode>>(`/ops/coupon-batches/${id}/codes?limit=50`)).items;
  const redeemed = (buyer: Buyer, code: string) =>
    buyer.post<Coupon>('/shop/coupons/redemptions', { code });
  const refusalToRedeem = (buyer: Buyer, code: string) =>
    buyer.refusal('POST', '/shop/coupons/redemptions', { body: { code } });

  it('when ten thousand are printed, then none is there twice', async () => {
    const { shop, operator } = given;
    const { id: campaignId } = await couponCampaign(shop, operator, { claim: 'code' });
    const batch = await printed(shop, operator, { campaignId, codes: 10_000 });
    expect(batch).toMatchObject({ codes: 10_000, printed: 10_000 });
    const answer = await fetch(`${shop.url}/ops/coupon-batches/${batch.id}/codes.csv`, {
      headers: { authorization: `Bearer ${operator.token}` },
    });
    const [head, ...lines] = (await answer.text()).trim().split('\n');
    expect(head).toMatch(/code,uses,uses_max$/);
    const codes = lines.map((line) => line.split(',')[0]!);
    expect(new Set(codes).size).toBe(10_000);
    expect(codes.every((code) => readCouponCode(code) !== null)).toBe(true);
  });

  it('when one is redeemed as typed, then once: another says no more than a wrong one', async () => {
    const { shop, operator, buyer } = given;
    const { id: campaignId } = await couponCampaign(shop, operator, { claim: 'code' });
    const [code] = await codesOf(operator, await printed(shop, operator, { campaignId, codes: 1 }));
    const typed = ` ${code!.code.toLowerCase().replaceAll('-', ' ')}`;
    expect(await redeemed(buyer, typed)).toMatchObject({ campaignId, tab: 'usable' });
    const other = await aBuyer(shop);
    expect(await refusalToRedeem(other, code!.code)).toBe('COUPON_CODE_INVALID');
    expect(await refusalToRedeem(other, 'ACDE-3467-WXYT')).toBe('COUPON_CODE_INVALID');
    expect(await refusalToRedeem(other, '优惠')).toBe('COUPON_CODE_INVALID');
  });

  it('case 28: when twenty redeem one code for five, under a stock of three, then three do', async () => {
    const { shop, operator } = given;
    const rule = { claim: 'code' as const, stock: 3 };
    const { id: campaignId } = await couponCampaign(shop, operator, rule);
    const batch = await printed(shop, operator, { campaignId, codes: 1, usesPerCode: 5 });
    const [code] = await codesOf(operator, batch);
    const buyers = await Promise.all(Array.from({ length: 20 }, () => aBuyer(shop)));
    const answers = await Promise.all(buyers.map((one) => refusalToRedeem(one, code!.code)));
    expect(answers.filter((one) => one === null)).toHaveLength(3);
    expect(new Set(answers)).toEqual(new Set([null, 'COUPONS_GONE']));
    expect(await codesOf(operator, batch)).toMatchObject([{ uses: 3, usesMax: 5 }]);
  });

  it('case 28: when many codes are redeemed at once under one stock, then it holds', async () => {
    const { shop, operator } = given;
    const rule = { claim: 'code' as const, stock: 4 };
    const { id: campaignId } = await couponCampaign(shop, operator, rule);
    const codes = await codesOf(operator, await printed(shop, operator, { campaignId, codes: 12 }));
    const buyers = await Promise.all(codes.map(() => aBuyer(shop)));
    const answers = await Promise.all(
      buyers.map((one, at) => refusalToRedeem(one, codes[at]!.code)),
    );
    expect(answers.filter((one) => one === null)).toHaveLength(4);
  });

  it('when a batch is revoked, then its codes are worthless, and what they gave stays', async () => {
    const { shop, operator, buyer } = given;
    const { id: campaignId } = await couponCampaign(shop, operator, { claim: 'code' });
    const batch = await printed(shop, operator, { campaignId, codes: 2 });
    const [first, second] = await codesOf(operator, batch);
    await redeemed(buyer, first!.code);
    await operator.post(`/ops/coupon-batches/${batch.id}/revocation`);
    expect(await refusalToRedeem(await aBuyer(shop), second!.code)).toBe('COUPON_CODE_INVALID');
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
    const { id } = await printed(shop, operator, { campaignId, codes: 1 });
    const reader = await anOperator(shop, ['campaigns.read']);
    for (const path of [`/ops/coupon-batches/${id}/codes`, `/ops/coupon-batches/${id}/codes.csv`])
      expect(await reader.refusal('GET', path)).toBe('PERMISSION_MISSING');
    const ofPublic = await couponCampaign(shop, operator);
    const body = { campaignId: ofPublic.id, codes: 1 };
    expect(await operator.refusal('POST', '/ops/coupon-batches', { body })).toBe('CAMPAIGN_STATE');
  });
});

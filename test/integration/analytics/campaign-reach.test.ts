import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Campaign, CampaignReport } from '@siyu/shared';
import { anotherInstance } from '../../factories/instance.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { claimed, couponCampaign, only, printedCodes, redeemed } from '../../factories/coupon.js';
import { aFlashSale, flashPlaced, flashQuoted } from '../../factories/flash-sale.js';
import { aSkuFor } from '../../factories/fulfilment.js';
import { aGroupBuy, aTeamOf } from '../../factories/group-buy.js';
import { client } from '../../factories/http.js';
import { aNewcomer, newcomerPrice } from '../../factories/newcomer.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, paid, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { asShopper } from '../../factories/shopper.js';
import { statementsOf } from '../../factories/statements.js';

let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const reportOf = ({ id }: Pick<Campaign, 'id'>) =>
  operator.get<CampaignReport>(`/ops/campaigns/${id}/report`);

/** Shoppers it has reached, once what waits to be noted is. */
async function reachOf(campaign: Pick<Campaign, 'id'>): Promise<number> {
  await shop.settle();
  return (await reportOf(campaign)).total.reached;
}

describe('given a campaign', () => {
  it('when a coupon centre, a product’s page or the wallet tells of it, then once a shopper', async () => {
    const skuId = await aSkuFor(shop);
    const coupon = await couponCampaign(shop, operator, {}, { scope: only(skuId), priority: 100 });
    const [ann, bo, cy]: Buyer[] = await Promise.all([aBuyer(shop), aBuyer(shop), aBuyer(shop)]);
    await ann!.get('/shop/coupon-centre');
    await ann!.get('/shop/coupon-centre');
    const [{ productId }] = await shop.db.query(
      'SELECT product_id AS productId FROM sku WHERE id = ?',
      [skuId],
    );
    await bo!.get(`/shop/products/${productId}/coupons`);
    await claimed(ann!, coupon);
    expect(await reachOf(coupon)).toBe(2);
    await claimed(cy!, coupon);
    expect(await reachOf(coupon)).toBe(3);
  });

  it('when someone without a session looks, then nobody was reached', async () => {
    const coupon = await couponCampaign(shop, operator);
    await client(shop.url).get('/shop/coupon-centre');
    expect(await reachOf(coupon)).toBe(0);
  });

  it('when a printed code is redeemed, then its coupon is told of; and how it came into hands', async () => {
    const coupon = await couponCampaign(shop, operator, { claim: 'code' });
    const { codes } = await printedCodes(shop, operator, { campaignId: coupon.id, codes: 1 });
    await redeemed(await aBuyer(shop), codes[0]!);
    expect(await reachOf(coupon)).toBe(1);
    expect((await reportOf(coupon)).ofKind).toMatchObject({ stock: 1_000, redeemed: 1, used: 0 });
  });

  it('when the newcomer zone says one is entitled, then yes; when it says one is not, then no', async () => {
    const { campaign } = await newcomerPrice(shop, operator);
    const [entitled, former] = await Promise.all([aNewcomer(shop), aNewcomer(shop)]);
    await paid(shop, former, [{ skuId: await aSkuFor(shop), quantity: 1 }]);
    for (const one of [entitled, former]) await one.get('/shop/newcomer');
    expect(await reachOf(campaign)).toBe(1);
  });

  it('when a team’s page or a product’s group buys tell of it, then one is reached', async () => {
    const groupBuy = await aGroupBuy(shop, {}, operator);
    const { teamId } = await aTeamOf(groupBuy, await aBuyer(shop));
    await (await aBuyer(shop)).get(`/shop/teams/${teamId}`);
    expect(await reachOf(groupBuy.campaign)).toBe(2);
  });

  it('when someone orders who was told nothing, then they are reached all the same', async () => {
    const sale = await aFlashSale(shop, {}, operator);
    await flashPlaced(await aBuyer(shop), sale);
    await flashQuoted(await aBuyer(shop), sale);
    expect(await reachOf(sale.campaign)).toBe(2);
    expect((await reportOf(sale.campaign)).ofKind).toEqual({
      ...{ kind: 'flash-sale', setApartUnits: 10, takenUnits: 1 },
    });
  });

  it('when many are told, then no request writes it, and a sweep notes all of them at once', async () => {
    const sale = await aFlashSale(shop, {}, operator);
    const buyers = await Promise.all(Array.from({ length: 5 }, () => aBuyer(shop)));
    await flashQuoted(buyers[0]!, sale);
    const asking = () => flashQuoted(buyers[1]!, sale);
    const first = await statementsOf(shop, asking);
    const again = await statementsOf(shop, asking);
    expect(first.statements).toBe(again.statements);
    for (const buyer of buyers) await flashQuoted(buyer, sale);
    expect(await reachOf(sale.campaign)).toBe(5);
  });

  it('when an instance stops, then what it was about to note is noted', async () => {
    const sale = await aFlashSale(shop, {}, operator);
    const instance = await anotherInstance(shop);
    const buyer = await aBuyer(shop);
    const there = { ...shop, url: instance.url };
    await flashQuoted({ ...buyer, ...asShopper(there, buyer.openid, buyer.session) }, sale);
    await instance.close();
    expect((await reportOf(sale.campaign)).total.reached).toBe(1);
  });
});

describe('given the report of a campaign as a file', () => {
  it('then it has a row a day and the total, in yuan', async () => {
    const sale = await aFlashSale(shop, {}, operator);
    await flashPlaced(await aBuyer(shop), sale);
    const answer = await fetch(`${shop.url}/ops/campaigns/${sale.campaign.id}/report.csv`, {
      headers: { authorization: `Bearer ${operator.token}` },
    });
    const [header, ...rows] = (await answer.text()).trim().split('\n');
    expect(header).toMatch(/^\uFEFF?日期,触达人数,下单数,/);
    expect(rows).toEqual([
      '2026-11-18,1,1,1,19.90,0,0,0.00,0,0,0.00,0.00,0,0,0.00,,',
      '合计,1,1,1,19.90,0,0,0.00,0,0,0.00,0.00,0,0,0.00,,',
    ]);
  });

  it('when an operator may not read campaigns, or there is none, then it is refused', async () => {
    const { campaign } = await aFlashSale(shop, {}, operator);
    const other = await anOperator(shop, ['orders.read']);
    expect(await other.refusal('GET', `/ops/campaigns/${campaign.id}/report`)).toBe(
      'PERMISSION_MISSING',
    );
    const nowhere = `/ops/campaigns/${'0'.repeat(26)}/report`;
    expect(await operator.refusal('GET', nowhere)).toBe('CAMPAIGN_NOT_FOUND');
    expect(await operator.refusal('GET', `${nowhere}.csv`)).toBe('CAMPAIGN_NOT_FOUND');
  });
});

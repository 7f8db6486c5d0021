import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Campaign, Order, Page, PolicyFinding } from '@siyu/shared';
import { fen } from '../../../shared/src/money.js';
import { Sweeps } from '../../../server/src/platform/sweeps.js';
import { refundedUnits } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aCampaign, published } from '../../factories/campaign.js';
import { aSkuFor, shipped, unitsOf } from '../../factories/fulfilment.js';
import { aCupFromHundred, boughtLine, buyOneGetOne, giftLine, only } from '../../factories/gift.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import {
  aBuyer,
  aRequest,
  orderOf,
  paid,
  placed,
  quoted,
  stockOf,
  type Buyer,
} from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
let operator: TestOperator;
let buyer: Buyer;
beforeAll(async () => {
  shop = await aShop();
  [operator, buyer] = await Promise.all([anOperator(shop), aBuyer(shop)]);
});
afterAll(() => shop.close());
afterEach(() => expectCleanAudit(shop));

describe('given 满减 and 满折', () => {
  it('case 31: when a percentage falls on three lines, then parts and refunds are exact', async () => {
    const skuIds = [
      await aSkuFor(shop, { priceFen: fen(3_333), stock: 9 }),
      await aSkuFor(shop, { priceFen: fen(1_111), stock: 9 }),
      await aSkuFor(shop, { priceFen: fen(7), stock: 9 }),
    ];
    const tiers = [{ from: 3, reduction: { kind: 'percent' as const, offBps: 1_500 } }];
    const scope = { productIds: [], skuIds, categoryIds: [] };
    const rule = { counts: 'units' as const, tiers };
    await published(shop, { kind: 'full-reduction', scope, rule }, operator);
    const lines = skuIds.map((skuId) => ({ skuId, quantity: 3 }));
    const order = await paid(shop, buyer, lines);
    // 13,353 less ⌊15 %⌋ = 2,002.
    expect(order).toMatchObject({ goodsFen: 13_353, discountFen: 2_002 });
    const sum = order.lines.reduce((all, line) => all + line.payableFen, 0);
    expect(sum).toBe(11_351);
    await refundedUnits(shop, operator, order, unitsOf(order, 1));
    await refundedUnits(shop, operator, order, unitsOf(order, 2));
    const after = await orderOf(buyer, order.id);
    expect(after.refundedFen).toBe(order.totalFen);
    expect(after.lines.map((line) => line.refundedFen)).toEqual(
      order.lines.map((line) => line.payableFen),
    );
  });

  it('case 30: when a refund drops below the threshold, then nothing else is taken back', async () => {
    const skuId = await aSkuFor(shop, { priceFen: fen(6_000), stock: 9 });
    const tiers = [{ from: 10_000, reduction: { kind: 'amount' as const, offFen: fen(2_000) } }];
    const rule = { counts: 'fen' as const, tiers };
    await published(shop, { kind: 'full-reduction', scope: only(skuId), rule }, operator);
    const order = await paid(shop, buyer, [{ skuId, quantity: 2 }]);
    await shipped(shop, operator, order);
    const back = await refundedUnits(shop, operator, order, unitsOf(order, 1));
    expect(back.refundFen).toBe(5_000);
  });

  it('when it takes off no less than it asks for, then the operator is told', async () => {
    const reduction = { kind: 'amount' as const, offFen: fen(10_000) };
    const tiers = [{ from: 10_000, reduction }];
    const all = [{ from: 1, reduction: { kind: 'percent' as const, offBps: 10_000 } }];
    expect(await findingsOf({ kind: 'full-reduction', rule: { counts: 'fen', tiers } })).toEqual([
      'GIVES_EVERYTHING_AWAY',
    ]);
    const units = {
      kind: 'full-reduction' as const,
      rule: { counts: 'units' as const, tiers: all },
    };
    expect(await findingsOf(units)).toEqual(['GIVES_EVERYTHING_AWAY']);
    expect(
      await findingsOf({ kind: 'mix-and-match', rule: { quantity: 3, priceFen: fen(0) } }),
    ).toEqual(['GIVES_EVERYTHING_AWAY']);
  });

  it('when any three are 99 (N 元任选), then the dearest three of four are', async () => {
    const skuId = await aSkuFor(shop, { priceFen: fen(4_000), stock: 9 });
    const rule = { quantity: 3, priceFen: fen(9_900) };
    await published(shop, { kind: 'mix-and-match', scope: only(skuId), rule }, operator);
    expect(await paid(shop, buyer, [{ skuId, quantity: 4 }])).toMatchObject({ totalFen: 13_900 });
  });
});

/** What an operator is told of a draft. */
async function findingsOf(given: Parameters<typeof aCampaign>[1]): Promise<string[]> {
  const { id } = await operator.post<Campaign>('/ops/campaigns', aCampaign(shop, given));
  const findings = await operator.get<PolicyFinding[]>(`/ops/campaigns/${id}/findings`);
  return findings.map((one) => one.code);
}

describe('given 买一赠一', () => {
  it('when it is bought, then a gift of the same goods comes with it, held and sent', async () => {
    const { skuId, campaign } = await buyOneGetOne(shop, operator);
    await buyer.put(`/shop/cart/lines/${skuId}`, { quantity: 2 });
    const order = await paid(shop, buyer, [{ skuId, quantity: 2 }]);
    expect(giftLine(order)).toMatchObject({
      ...{ skuId, quantity: 2, payableFen: 0, giftOf: campaign.id },
      giftTerms: { unitWorthFen: 10_001, rule: { onRefund: 'return' } },
    });
    expect(order.totalFen).toBe(20_002);
    expect(await stockOf(shop, skuId)).toBe(16);
    expect((await buyer.get<{ lines: { skuId: string }[] }>('/shop/cart')).lines).toEqual([]);
    await shipped(shop, operator, order, { lines: unitsOf(order, 1) });
    expect((await orderOf(buyer, order.id)).state).toBe('to-ship');
    await shipped(shop, operator, await orderOf(buyer, order.id), { lines: unitsOf(order, 1) });
    expect((await orderOf(buyer, order.id)).state).toBe('shipped');
  });

  it('when it closes unpaid, then goods and gifts are there again', async () => {
    const { skuId } = await buyOneGetOne(shop, operator);
    const { id } = await placed(buyer, [{ skuId, quantity: 3 }]);
    expect(await stockOf(shop, skuId)).toBe(14);
    await buyer.post(`/shop/orders/${id}/cancellation`);
    await shop.settle();
    expect(await stockOf(shop, skuId)).toBe(20);
  });

  it('when a gift was given, then its price of nothing is none that goods were sold at', async () => {
    const { skuId } = await buyOneGetOne(shop, operator);
    await paid(shop, buyer, [{ skuId, quantity: 1 }]);
    await shop.app.get(Sweeps).runNow('orders.record-sold-prices');
    const sql = 'SELECT lowest_fen AS lowest FROM sku_sale_day WHERE sku_id = ?';
    expect(await shop.db.query(sql, [skuId])).toEqual([{ lowest: 10_001 }]);
  });

  it('when a fapiao is asked for, then it is over what was paid', async () => {
    const { skuId } = await buyOneGetOne(shop, operator);
    const order = await paid(shop, buyer, [{ skuId, quantity: 1 }]);
    const input = { kind: 'personal', title: '林小满', email: 'lin@example.com' };
    await buyer.post(`/shop/orders/${order.id}/fapiao`, input);
    const list = await operator.get<Page<{ orderId: string; amountFen: number }>>('/ops/fapiao');
    expect(list.items.find((one) => one.orderId === order.id)?.amountFen).toBe(order.totalFen);
  });
});

describe('given gifts that are few', () => {
  it('when a person has had their share of two, then the next order goes without and says why', async () => {
    const { skuId } = await buyOneGetOne(shop, operator, { usesPerPersonMax: 2 });
    const order: Order = await paid(shop, buyer, [{ skuId, quantity: 3 }]);
    expect(giftLine(order).quantity).toBe(2);
    const next = await quoted(buyer, [{ skuId, quantity: 1 }]);
    expect(next).toMatchObject({
      refusal: null,
      offers: [{ applied: false, reason: 'allowance-used' }],
    });
  });

  it('when ten want the last three at once, then three gifts are given and no more', async () => {
    const { skuId, cup } = await aCupFromHundred(shop, operator, { usesMax: 3 });
    const buyers = await Promise.all(Array.from({ length: 10 }, () => aBuyer(shop)));
    const bodies = await Promise.all(buyers.map((one) => aRequest(one, [{ skuId, quantity: 2 }])));
    const answers = await Promise.all(
      buyers.map((one, at) => one.refusal('POST', '/shop/orders', { body: bodies[at] })),
    );
    expect(answers.filter((code) => code === null)).toHaveLength(3);
    expect(await stockOf(shop, cup)).toBe(17);
  });

  it('when the gift is sold out, then the goods are sold without it', async () => {
    const { skuId, cup } = await aCupFromHundred(shop, operator);
    await shop.db.query('UPDATE sku SET retired = 1 WHERE id = ?', [cup]);
    const order = await paid(shop, buyer, [{ skuId, quantity: 2 }]);
    expect(order.lines).toHaveLength(1);
    expect(boughtLine(order).payableFen).toBe(10_000);
    const tiers = [{ from: 1, gifts: [{ skuId: cup, quantity: 1 }] }];
    const draft = { kind: 'gift' as const, rule: { counts: 'fen' as const, tiers } };
    expect(await findingsOf(draft)).toEqual(['SKU_NOT_ON_SALE']);
  });
});

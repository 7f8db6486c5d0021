import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MemberCard, Order, PlacedOrder, Quote } from '@siyu/shared';
import { fen } from '../../../shared/src/money.js';
import { refundedUnits } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { published } from '../../factories/campaign.js';
import { aSkuFor, unitsOf } from '../../factories/fulfilment.js';
import { aLadder, aTier, grown, withRules } from '../../factories/membership.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, aRequest, paid, placed, quoted, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
let operator: TestOperator;
let skuId: string;
let ownPriced: string;
let reserved: string;

const only = (...skuIds: string[]) => ({ productIds: [], skuIds, categoryIds: [] });

beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  skuId = await aSkuFor(shop, { priceFen: fen(2_000), stock: 500 });
  ownPriced = await aSkuFor(shop, { priceFen: fen(5_000), stock: 500 });
  reserved = await aSkuFor(shop, { priceFen: fen(3_000), stock: 500 });
  const price = {
    ...{ kind: 'price-off' as const, scope: only(skuId, ownPriced), offBps: 1_000 },
    prices: [{ skuId: ownPriced, priceFen: fen(3_900) }],
    combinesWith: ['reduction' as const, 'gift' as const],
  };
  const tiers = [
    aTier('regular', 0),
    aTier('silver', 100, price, { kind: 'free-freight', perMonth: 2 }),
    aTier('gold', 300, { kind: 'members-only', scope: only(reserved) }),
  ];
  await withRules(shop, aLadder({ tiers }), operator);
});
afterAll(async () => {
  await expectCleanAudit(shop);
  await shop.close();
});

/** Someone with so much growth. */
async function aMember(growth: number): Promise<Buyer> {
  const buyer = await aBuyer(shop);
  await grown(shop, buyer.id, growth);
  return buyer;
}
const one = (sku = skuId, quantity = 1) => [{ skuId: sku, quantity }];
const freightOf = async (buyer: Buyer) =>
  (await buyer.get<MemberCard>('/shop/member')).benefits.find(
    ({ kind }) => kind === 'free-freight',
  );

describe('given a member with a price of their own', () => {
  it('then the quote takes it off and names it, and freight is free', async () => {
    const quote = await quoted(await aMember(100), [...one(), ...one(ownPriced, 2)]);
    expect(quote).toMatchObject({
      ...{ goodsFen: 12_000, discountFen: 200 + 2_200, totalFen: 9_600 },
      freight: { feeFen: 0, reason: 'freed-by-offer' },
    });
    expect(quote.offers).toMatchObject([
      { kind: 'member-price', name: 'silver专享价', campaignId: null, savedFen: 2_400 },
      { kind: 'member-freight', applied: true, freightFen: 1_000, savedFen: 0 },
    ]);
  });

  it('when they are of the tier below, then nothing of it', async () => {
    const quote = await quoted(await aMember(99), one());
    expect(quote).toMatchObject({ discountFen: 0, totalFen: 3_000, offers: [] });
  });

  it('case 46: when there is a coupon or a reduction too, then as the benefit declares', async () => {
    const rule = {
      counts: 'fen' as const,
      tiers: [{ from: 1_800, reduction: { kind: 'amount' as const, offFen: fen(300) } }],
    };
    const full = await published(
      shop,
      { kind: 'full-reduction', scope: only(skuId), rule },
      operator,
    );
    const member = await aMember(100);
    expect(await quoted(member, one())).toMatchObject({ totalFen: 2_000 - 200 - 300 });
    await operator.post(`/ops/campaigns/${full.id}/end`);
  });

  it('when it is paid, then the card says what membership saved', async () => {
    const member = await aMember(100);
    await paid(shop, member, one());
    const card = await member.get<MemberCard>('/shop/member');
    expect(card.savedFen).toBe(200 + 1_000);
    expect(await operator.get(`/ops/members/${member.id}`)).toMatchObject({ savedFen: 1_200 });
  });
});

describe('given free freight twice a month', () => {
  it('then two orders have it and the third pays, until another month begins', async () => {
    const member = await aMember(100);
    for (const left of [1, 0]) {
      await placed(member, one());
      expect(await freightOf(member)).toMatchObject({ leftThisMonth: left });
    }
    const quote = await quoted(member, one());
    expect(quote.freight).toMatchObject({ feeFen: 1_000 });
    expect(quote.offers).toContainEqual(
      expect.objectContaining({ kind: 'member-freight', reason: 'allowance-used' }),
    );
  });

  it('when the freight is free anyway, then none is used', async () => {
    const member = await aMember(100);
    const quote = await quoted(member, one(ownPriced, 3));
    expect(quote).toMatchObject({ freight: { reason: 'free-above' } });
    expect(quote.offers).toContainEqual(
      expect.objectContaining({ kind: 'member-freight', reason: 'nothing-to-save' }),
    );
    await placed(member, one(ownPriced, 3));
    expect(await freightOf(member)).toMatchObject({ usedThisMonth: 0, leftThisMonth: 2 });
  });

  it('when the order closes unpaid or is refunded unsent, then it comes back, once', async () => {
    const member = await aMember(100);
    const waiting = await placed(member, one());
    await member.post(`/shop/orders/${waiting.id}/cancellation`);
    await shop.settle();
    expect(await freightOf(member)).toMatchObject({ leftThisMonth: 2 });
    const order: Order = await paid(shop, member, one());
    expect(await freightOf(member)).toMatchObject({ leftThisMonth: 1 });
    await refundedUnits(shop, operator, order, unitsOf(order));
    await shop.settle();
    expect(await freightOf(member)).toMatchObject({ leftThisMonth: 2 });
  });

  it('when five orders ask for the last at once, then one has it', async () => {
    const member = await aMember(100);
    await placed(member, one());
    const body = await aRequest(member, one());
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => member.ask<PlacedOrder>('POST', '/shop/orders', { body })),
    );
    expect(answers.filter(({ status }) => status < 400)).toHaveLength(1);
    const codes = new Set(
      answers
        .filter(({ status }) => status >= 400)
        .map(({ body: answer }) => (answer as unknown as { code: string }).code),
    );
    expect([...codes].every((code) => ['BENEFIT_USED', 'QUOTE_CHANGED'].includes(code))).toBe(true);
  });
});

describe('given goods for members only', () => {
  it('then they are sold to the tier that has them, and to nobody below', async () => {
    const quote: Quote = await quoted(await aMember(100), one(reserved));
    expect(quote).toMatchObject({ refusal: 'MEMBERS_ONLY' });
    const gold = await aMember(300);
    expect(await quoted(gold, one(reserved))).toMatchObject({ refusal: null });
    await placed(gold, one(reserved));
  });
});

describe('given a campaign for some tiers', () => {
  it('then only their members are offered it, as soon as they are', async () => {
    const rule = { counts: 'fen' as const, tiers: [oneYuanOff] };
    const scope = only(reserved);
    const campaign = {
      kind: 'full-reduction' as const,
      audience: { tiers: ['gold'] },
      scope,
      rule,
    };
    const { id } = await published(shop, campaign, operator);
    const member = await aMember(299);
    expect((await quoted(member, one(reserved))).discountFen).toBe(0);
    await grown(shop, member.id, 1);
    expect((await quoted(member, one(reserved))).discountFen).toBe(100);
    await operator.post(`/ops/campaigns/${id}/end`);
  });
  const oneYuanOff = { from: 1, reduction: { kind: 'amount' as const, offFen: fen(100) } };
});

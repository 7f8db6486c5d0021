import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  AdjustedMember,
  GrowthEvent,
  MemberCard,
  MemberDetail,
  Order,
  Page,
} from '@siyu/shared';
import { fen } from '../../../shared/src/money.js';
import { Growth } from '../../../server/src/membership/growth/growth.service.js';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { Outbox } from '../../../server/src/platform/outbox.js';
import { refundedUnits } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aSkuFor, received, settled, shipped, unitsOf } from '../../factories/fulfilment.js';
import { aLadder, grown, memberRowOf, withRules } from '../../factories/membership.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, paid, type Buyer } from '../../factories/purchase.js';
import { aShopper, phoneCode } from '../../factories/shopper.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
let operator: TestOperator;

beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  const each = (growth: number) => ({ growth, dayMax: null, monthMax: null });
  const sources = {
    purchase: each(1),
    'first-order': each(50),
    profile: each(20),
    'sign-in': { growth: 10, dayMax: 10, monthMax: 25 },
  };
  await withRules(shop, aLadder({ growth: { sources, days: [] } }), operator);
});
afterAll(async () => {
  await expectCleanAudit(shop);
  await shop.close();
});

const cardOf = (who: Pick<Buyer, 'get'>) => who.get<MemberCard>('/shop/member');
const historyOf = async (who: Pick<Buyer, 'get'>) =>
  (await who.get<Page<GrowthEvent>>('/shop/member/growth')).items;

/** An order of so many units at ¥40, received; freight is free. */
async function completed(buyer: Buyer, units: number): Promise<Order> {
  const skuId = await aSkuFor(shop, { priceFen: fen(4_000), stock: 99 });
  const order = await paid(shop, buyer, [{ skuId, quantity: units }]);
  await shipped(shop, operator, order);
  await settled(shop);
  const done = await received(shop, buyer, order.id);
  await settled(shop);
  return done;
}

describe('given a purchase', () => {
  it('when it is paid, then it gives nothing yet; when it is received, then what was paid', async () => {
    const buyer = await aBuyer(shop);
    const skuId = await aSkuFor(shop, { priceFen: fen(4_000), stock: 9 });
    await paid(shop, buyer, [{ skuId, quantity: 3 }]);
    expect(await cardOf(buyer)).toMatchObject({ growth: 0, tier: { id: 'regular' } });
    await completed(buyer, 3);
    expect(await cardOf(buyer)).toMatchObject({
      ...{ growth: 170, tier: { id: 'silver' } },
      next: { tier: { id: 'gold' }, missingGrowth: 130, missingFen: 13_000 },
    });
    expect(await historyOf(buyer)).toMatchObject([
      { source: 'first-order', growth: 50 },
      { source: 'purchase', growth: 120 },
    ]);
  });

  it('when the order is told of again, then it counts once', async () => {
    const buyer = await aBuyer(shop);
    const { id: orderId } = await completed(buyer, 3);
    const again = { source: 'purchase', key: orderId, orderId, paidFen: fen(12_000) } as const;
    await grown(shop, buyer.id, 120, again);
    expect((await cardOf(buyer)).growth).toBe(170);
  });

  it('case 42: when it is refunded in parts, then growth goes in proportion, and the tier at once', async () => {
    const buyer = await aBuyer(shop);
    await grown(shop, buyer.id, 40);
    const order = await completed(buyer, 3);
    expect(await cardOf(buyer)).toMatchObject({ growth: 210, tier: { id: 'silver' } });
    await refundedUnits(shop, operator, order, unitsOf(order, 1));
    await settled(shop);
    expect(await cardOf(buyer)).toMatchObject({ growth: 170, tier: { id: 'silver' } });
    await refundedUnits(shop, operator, order, unitsOf(order, 2));
    await settled(shop);
    expect(await cardOf(buyer)).toMatchObject({ growth: 40, tier: { id: 'regular' } });
    expect(await memberRowOf(shop, buyer.id)).toMatchObject({ tier: 'regular', growth: 40 });
  });

  it('when the first one is refunded whole, then what a first order gave goes too, and stays gone', async () => {
    const buyer = await aBuyer(shop);
    const order = await completed(buyer, 3);
    await refundedUnits(shop, operator, order, unitsOf(order));
    await settled(shop);
    expect((await cardOf(buyer)).growth).toBe(0);
    await completed(buyer, 3);
    expect((await cardOf(buyer)).growth).toBe(120);
  });

  it('when its refund is heard of before its completion, then no more than is left counts', async () => {
    const buyer = await aBuyer(shop);
    const order = await completed(buyer, 3);
    const late = '01M7P0000000000000000000RF';
    const told = { orderId: late, shopperId: buyer.id, refundId: 'r', leftFen: fen(3_000) };
    await inTransaction(shop.db, async (tx) => {
      const outbox = shop.app.get(Outbox);
      const refund = { ...told, amountFen: fen(0), isCompleted: true, at: order.placedAt };
      await outbox.listener('membership.order-refunded')?.handle(tx, [refund as never]);
      const completion = { ...told, leftFen: fen(9_000), at: order.placedAt };
      await outbox.listener('membership.order-completed')?.handle(tx, [completion as never]);
    });
    expect(await historyOf(buyer)).toMatchObject([
      { orderId: late, growth: 30 },
      { growth: 50 },
      { growth: 120 },
    ]);
  });
});

describe('given limits of a Beijing day and month', () => {
  it('then a source gives no more than they leave, and again on the next', async () => {
    const { id } = await aShopper(shop);
    const signIn = (at: string) =>
      inTransaction(shop.db, (tx) =>
        shop.app.get(Growth).grant(tx, {
          ...{ shopperId: id, source: 'sign-in', key: `${id}-${at}` },
          at: new Date(at),
        }),
      );
    expect(await signIn('2026-11-16T15:59:59.999Z')).toBe(10);
    expect(await signIn('2026-11-16T01:00:00.000Z')).toBe(0);
    expect(await signIn('2026-11-16T16:00:00.000Z')).toBe(10);
    expect(await signIn('2026-11-17T16:00:00.000Z')).toBe(5);
    expect(await signIn('2026-11-17T16:00:00.000Z')).toBe(5);
    expect(await grown(shop, id, 0, { source: 'recharge' })).toBe(0);
    expect((await memberRowOf(shop, id)).growth).toBe(25);
  });
});

describe('given a profile', () => {
  it('when phone, name and birthday are there, then it gives growth, once', async () => {
    const shopper = await aShopper(shop);
    const put = (body: object) => shopper.put('/shop/member/profile', body);
    await put({ nickname: '小满', birthday: '02-29' });
    expect((await cardOf(shopper)).growth).toBe(0);
    await shopper.post('/shop/me/phone', {
      code: await phoneCode(shop, shopper.openid, '13900001111'),
    });
    await put({ nickname: '小满', birthday: '02-29' });
    await put({ nickname: '大满', birthday: '03-01' });
    expect(await cardOf(shopper)).toMatchObject({
      ...{ growth: 20, profile: { nickname: '大满', birthday: '03-01' } },
    });
  });

  it('when the phone is bound last, then it gives growth at once, and no more later', async () => {
    const shopper = await aShopper(shop);
    const profile = { nickname: '小满', birthday: '02-29' };
    await shopper.put('/shop/member/profile', profile);
    const code = await phoneCode(shop, shopper.openid, '13900001112');
    await shopper.post('/shop/me/phone', { code });
    expect((await cardOf(shopper)).growth).toBe(20);
    await shopper.put('/shop/member/profile', profile);
    expect((await cardOf(shopper)).growth).toBe(20);
  });

  it('when the birthday is no day of the year, then it is refused', async () => {
    const shopper = await aShopper(shop);
    for (const birthday of ['02-30', '13-01', '1-1', '00-10']) {
      const asked = { nickname: null, birthday };
      const path = '/shop/member/profile';
      expect(await shopper.refusal('PUT', path, { body: asked })).toBe('INVALID_INPUT');
    }
  });
});

describe('given an operator who adjusts growth', () => {
  it('then it is kept with its reason, once a key', async () => {
    const { id } = await aShopper(shop);
    const adjust = (body: object, key: string) =>
      operator.post(`/ops/members/${id}/growth`, body, key);
    const given = { growth: 150, reason: '线下活动补发' };
    const member = { growth: 150 };
    expect(await adjust(given, 'adjustment-0000001')).toMatchObject({ approvalId: null, member });
    expect(await adjust(given, 'adjustment-0000001')).toMatchObject({
      member: { growth: 150, growthEver: 150, tier: { id: 'silver' } },
    });
    const other = { growth: 10, reason: '线下活动补发' };
    const reused = { body: other, key: 'adjustment-0000001' };
    const path = `/ops/members/${id}/growth`;
    expect(await operator.refusal('POST', path, reused)).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('when it is beyond the limit, then it counts once another operator approves it', async () => {
    const { id } = await aShopper(shop);
    const adjust = (growth: number) =>
      operator.post<AdjustedMember>(`/ops/members/${id}/growth`, { growth, reason: '大客户补发' });
    expect((await adjust(1_000)).approvalId).toBeNull();
    const { approvalId, member } = await adjust(1_001);
    expect(member.growthEver).toBe(1_000);
    const approve = `/ops/approvals/${approvalId}/approval`;
    expect(await operator.refusal('POST', approve)).toBe('APPROVAL_NEEDS_ANOTHER');
    const second = await anOperator(shop);
    await second.post(approve);
    expect(await second.refusal('POST', approve)).toBe('APPROVAL_STATE');
    const after = await second.get<MemberDetail>(`/ops/members/${id}`);
    expect(after.growthEver).toBe(2_001);
  });
});

describe('given fifty grants at once', () => {
  it('then all count and the row says their sum', async () => {
    const { id } = await aShopper(shop);
    await Promise.all(Array.from({ length: 50 }, () => grown(shop, id, 7)));
    expect(await memberRowOf(shop, id)).toMatchObject({ tier: 'gold', growth: 350 });
  });
});

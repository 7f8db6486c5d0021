import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  fen,
  type AfterSale,
  type AfterSalePreview,
  type MaybeReturnFreight,
  type Order,
  type PlanRefundPreview,
} from '@siyu/shared';
import { afterSaleOf, answered, aRequestFor, arrived, asked } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aPaidOrder, received, shipped } from '../../factories/fulfilment.js';
import { aLadder, aTier, grown, withRules } from '../../factories/membership.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aPaidPlan, onSale, paidMembershipOf, planBought } from '../../factories/paid-plan.js';
import { aBuyer, type Buyer } from '../../factories/purchase.js';
import { setShop } from '../../factories/settings.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
let operator: TestOperator;
let silver: Buyer;

beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  silver = await aBuyer(shop);
  await setShop(shop, { returnAddress: '浙江省杭州市余杭区枕溪路 1 号 售后部 0571-88880000' });
  const benefit = { kind: 'return-freight' as const, perMonth: 1, capFen: fen(1_000) };
  const tiers = [aTier('regular', 0), aTier('silver', 100, benefit)];
  await withRules(shop, aLadder({ tiers }), operator);
  await grown(shop, silver.id, 100);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const FOR_NO_REASON = { kind: 'return-and-refund', reason: 'changed-mind' } as const;

async function receivedBy(buyer: Buyer): Promise<Order> {
  const order = await aPaidOrder(shop, buyer, 1);
  await shipped(shop, operator, order);
  return received(shop, buyer, order.id);
}

/** An after-sale whose goods are to be sent back. */
async function toReturn(buyer: Buyer, given: object = FOR_NO_REASON): Promise<string> {
  const { id } = await asked(buyer, await receivedBy(buyer), given);
  await answered(operator, id, 'approval');
  return id;
}

const parcel = (freightFen: number) => ({
  company: '顺丰',
  trackingNo: 'SF1234567890',
  freightFen,
});
const sentBack = (buyer: Buyer, id: string, freightFen: number) =>
  buyer.post<AfterSale>(`/shop/after-sales/${id}/return-parcel`, parcel(freightFen));
const refusedBack = (buyer: Buyer, id: string, freightFen: number) =>
  buyer.refusal('POST', `/shop/after-sales/${id}/return-parcel`, { body: parcel(freightFen) });
const offerOf = async (buyer: Buyer, id: string) =>
  (await buyer.get<MaybeReturnFreight>(`/shop/after-sales/${id}/return-freight`)).offer;
const bonusOf = async (buyer: Buyer) =>
  (await buyer.get<{ bonusFen: number }>('/shop/wallet')).bonusFen;

describe('given a member whose benefit pays ¥10 of sending goods back, once a month', () => {
  it('when the goods were not as agreed, then nothing is paid, and it is there again', async () => {
    const id = await toReturn(silver);
    await sentBack(silver, id, 1_500);
    await answered(operator, id, 'rejection', { answer: '商品已使用' });
    expect((await afterSaleOf(silver, id)).returnFreight).toBeNull();
    expect(await bonusOf(silver)).toBe(0);
  });

  it('when they send it back for no reason, then up to the cap becomes bonus once it is granted', async () => {
    const order = await receivedBy(silver);
    const body = aRequestFor(order, FOR_NO_REASON);
    const preview = await silver.post<AfterSalePreview>('/shop/after-sales/preview', body);
    expect(preview.returnFreight).toEqual({ capFen: 1_000, left: 1 });
    const { id } = await asked(silver, order, FOR_NO_REASON);
    await answered(operator, id, 'approval');
    expect(await offerOf(silver, id)).toEqual({ capFen: 1_000, left: 1 });
    await sentBack(silver, id, 1_500);
    await sentBack(silver, id, 900);
    expect((await afterSaleOf(silver, id)).returnFreight).toEqual({
      ...{ statedFen: 1_500, reliefFen: 1_000 },
    });
    expect(await bonusOf(silver)).toBe(0);
    await answered(operator, id, 'receipt');
    await arrived(shop);
    expect(await bonusOf(silver)).toBe(1_000);
  });

  it('when this month’s is used, then another return names its parcel without freight', async () => {
    const id = await toReturn(silver);
    expect(await offerOf(silver, id)).toBeNull();
    expect(await refusedBack(silver, id, 800)).toBe('BENEFIT_USED');
    expect((await sentBack(silver, id, 0)).returnFreight).toBeNull();
  });

  it('when the return has a reason, or they are no such member, then there is none', async () => {
    const regular = await aBuyer(shop);
    expect(await refusedBack(regular, await toReturn(regular), 800)).toBe('BENEFIT_USED');
    const broken = { kind: 'return-and-refund', reason: 'defective' };
    const id = await toReturn(silver, broken);
    expect(await offerOf(silver, id)).toBeNull();
    expect(await refusedBack(silver, id, 800)).toBe('BENEFIT_USED');
  });
});

describe('case 45: given a paid plan whose benefit pays it', () => {
  const returnFreight = { kind: 'return-freight' as const, perMonth: null, capFen: fen(1_000) };

  it('then what was promised is withheld when the plan is given back, and told as saved once paid', async () => {
    const ann = await aBuyer(shop);
    const plan = await onSale(operator, aPaidPlan({ benefits: [returnFreight] }));
    const purchase = await planBought(shop, ann, plan);
    const backFen = async () => {
      const path = `/shop/plan-purchases/${purchase.id}/refund`;
      return (await ann.get<PlanRefundPreview>(path)).amountFen;
    };
    const savedFen = async () => (await paidMembershipOf(ann)).savedFen;
    const id = await toReturn(ann);
    expect(await backFen()).toBe(3_000);
    await sentBack(ann, id, 800);
    expect([await backFen(), await savedFen()]).toEqual([2_200, 0]);
    await answered(operator, id, 'receipt');
    await arrived(shop);
    expect([await backFen(), await savedFen()]).toEqual([2_200, 800]);
    const refused = await toReturn(ann);
    await sentBack(ann, refused, 1_000);
    await answered(operator, refused, 'rejection', { answer: '商品已使用' });
    expect([await backFen(), await savedFen()]).toEqual([2_200, 800]);
  });
});

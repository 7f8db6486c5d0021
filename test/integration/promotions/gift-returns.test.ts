import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AfterSale, AfterSaleInput, AfterSalePreview, Order } from '@siyu/shared';
import {
  answered,
  aRequestFor,
  arrived,
  asked,
  refundedUnits,
} from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { shipped, unitsOf } from '../../factories/fulfilment.js';
import { aCupFromHundred, boughtLine, buyOneGetOne, giftLine } from '../../factories/gift.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, orderOf, paid, stockOf, type Buyer } from '../../factories/purchase.js';
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

type OnRefund = 'keep' | 'return';

/** 买一赠一 of a SKU at ¥100.01, three bought and three given. */
async function threeForThree(onRefund: OnRefund = 'return'): Promise<Order> {
  const { skuId } = await buyOneGetOne(shop, operator, { rule: { onRefund } });
  return paid(shop, buyer, [{ skuId, quantity: 3 }]);
}

/** A cup of ¥39 with goods of ¥50 from ¥100 on; two of them bought. */
async function cupFromHundred(cupFen = 3_900) {
  const { skuId, cup } = await aCupFromHundred(shop, operator, {}, cupFen);
  return { cup, order: await paid(shop, buyer, [{ skuId, quantity: 2 }]) };
}

const [bought, given] = [boughtLine, giftLine];
const units = (line: { id: string }, quantity: number) => ({ lineId: line.id, quantity });
const sentBack = (lines: AfterSaleInput['lines']): Partial<AfterSaleInput> => ({
  ...{ kind: 'return-and-refund', reason: 'defective', lines },
});
const preview = (order: Order, ask: Partial<AfterSaleInput>) =>
  buyer.post<AfterSalePreview>('/shop/after-sales/preview', aRequestFor(order, ask));

/** Through all its steps, until the money is there. */
async function returned(order: Order, lines: AfterSaleInput['lines']): Promise<AfterSale> {
  const { id } = await asked(buyer, order, sentBack(lines));
  await answered(operator, id, 'approval', {
    answer: '',
    returnAddress: '杭州市西湖区文三路 1 号',
  });
  await buyer.post(`/shop/after-sales/${id}/return-parcel`, {
    ...{ company: '中通快递', trackingNo: 'ZT0001' },
  });
  await answered(operator, id, 'receipt', { answer: '', restock: [] });
  await arrived(shop);
  return buyer.get<AfterSale>(`/shop/after-sales/${id}`);
}

describe('case 32: given 买一赠一, gifts to be returned', () => {
  it('when one bought goes back with one given, then its whole price is refunded', async () => {
    const order = await threeForThree();
    await shipped(shop, operator, order);
    const lines = [units(bought(order), 1), units(given(order), 1)];
    expect(await returned(order, lines)).toMatchObject({ state: 'refunded', refundFen: 10_001 });
  });

  it('when the gift is kept, then its price is withheld, down to zero, and the form is told', async () => {
    const order = await threeForThree();
    await shipped(shop, operator, order);
    const told = await preview(order, sentBack([units(bought(order), 1)]));
    expect(told.refundFen).toBe(0);
    expect(told.lines).toMatchObject([
      { isGift: false, quantity: 1, refundFen: 0, giftWithheldFen: 10_001 },
      { isGift: true, quantity: 0, refundFen: 0, keptQuantity: 1 },
    ]);
    const done = await returned(order, [units(bought(order), 1)]);
    expect(done).toMatchObject({ state: 'refunded', refundFen: 0 });
  });

  it('when it goes back bit by bit, then each gift is settled once', async () => {
    const order = await threeForThree();
    await shipped(shop, operator, order);
    await returned(order, [units(bought(order), 1)]);
    const lines = [units(bought(order), 2), units(given(order), 2)];
    expect((await returned(order, lines)).refundFen).toBe(20_002);
    expect((await orderOf(buyer, order.id)).refundedFen).toBe(20_002);
  });

  it('when nothing was sent yet, then the gifts go with what is cancelled', async () => {
    const order = await threeForThree();
    const skuId = bought(order).skuId;
    const done = await asked(buyer, order, {
      ...{ kind: 'refund-only', reason: 'changed-mind', lines: [units(bought(order), 3)] },
    });
    expect(done.lines).toMatchObject([{ quantity: 3 }, { isGift: true, quantity: 3 }]);
    await answered(operator, done.id, 'approval', { answer: '' });
    await arrived(shop);
    expect(await orderOf(buyer, order.id)).toMatchObject({
      ...{ state: 'closed', refundedFen: order.totalFen },
    });
    expect(await stockOf(shop, skuId)).toBe(20);
  });

  it('when a cancellation is taken back, then the gifts are sent after all', async () => {
    const order = await threeForThree();
    const lines = [units(bought(order), 1)];
    const ask = { kind: 'refund-only', reason: 'changed-mind', lines } as const;
    const { id } = await asked(buyer, order, ask);
    expect(given(await orderOf(buyer, order.id))).toMatchObject({ withheldQuantity: 1 });
    await buyer.post(`/shop/after-sales/${id}/cancellation`);
    expect(given(await orderOf(buyer, order.id))).toMatchObject({ withheldQuantity: 0 });
  });
});

describe('case 32: given 买一赠一, gifts to be kept', () => {
  it('when one bought goes back, then its whole price is refunded', async () => {
    const order = await threeForThree('keep');
    await shipped(shop, operator, order);
    const done = await returned(order, [units(bought(order), 1)]);
    expect(done).toMatchObject({ refundFen: 10_001, lines: [{ isGift: false }] });
  });

  it('when nothing was sent yet, then a gift that is not earned is not sent either', async () => {
    const order = await threeForThree('keep');
    await refundedUnits(shop, operator, order, [units(bought(order), 3)]);
    expect((await orderOf(buyer, order.id)).state).toBe('closed');
  });
});

describe('given a cup of ¥39 from ¥100 on', () => {
  it('when one of two goes back, then the cup is withheld from its ¥50; the other is whole', async () => {
    const { order } = await cupFromHundred();
    await shipped(shop, operator, order);
    expect((await returned(order, [units(bought(order), 1)])).refundFen).toBe(1_100);
    expect((await returned(order, [units(bought(order), 1)])).refundFen).toBe(5_000);
    expect(await orderOf(buyer, order.id)).toMatchObject({ refundedFen: 6_100 });
  });

  it('when the cup is worth more than what goes back, then nothing is owed beyond it', async () => {
    const { order } = await cupFromHundred(99_000);
    await shipped(shop, operator, order);
    const all = [units(bought(order), 2)];
    expect(await returned(order, all)).toMatchObject({ refundFen: 0, state: 'refunded' });
  });

  it('when only money goes back for a broken one, then the cup stays', async () => {
    const { order } = await cupFromHundred();
    await shipped(shop, operator, order);
    const lines = [units(bought(order), 1)];
    const ask = { kind: 'refund-only', reason: 'defective', lines } as const;
    expect(await preview(order, ask)).toMatchObject({
      refundFen: 5_000,
      lines: [{ isGift: false }],
    });
  });

  it('when the cup was sent and the goods never are, then the shop’s own refund is whole', async () => {
    const { order, cup } = await cupFromHundred();
    await shipped(shop, operator, order, { lines: [units(given(order), 1)] });
    const done = await refundedUnits(shop, operator, order, unitsOf(order).slice(0, 1));
    expect(done).toMatchObject({ state: 'refunded', refundFen: 10_000 });
    expect(await stockOf(shop, cup)).toBe(19);
  });

  it('when the request is turned down, then the next one is told the same', async () => {
    const { order } = await cupFromHundred();
    await shipped(shop, operator, order);
    const ask = sentBack([units(bought(order), 1)]);
    const { id } = await asked(buyer, order, ask);
    await answered(operator, id, 'rejection', { answer: '已使用' });
    expect((await preview(order, ask)).refundFen).toBe(1_100);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fen, type Order } from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { afterDays, aPaidOrder, aSkuFor, received, shipped } from '../../factories/fulfilment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, orderOf, placed, type Buyer } from '../../factories/purchase.js';
import { setShop } from '../../factories/settings.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';

const DAY_MS = 86_400_000;

let shop: TestShop;
let buyer: Buyer;
let operator: TestOperator;

beforeAll(async () => {
  shop = await aShop();
  buyer = await aBuyer(shop);
  operator = await anOperator(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

async function onItsWay(): Promise<Order> {
  const order = await aPaidOrder(shop, buyer, 1);
  await shipped(shop, operator, order);
  return orderOf(buyer, order.id);
}

const confirm = (id: string) => buyer.post<Order>(`/shop/orders/${id}/receipt`);

describe('given an order that is on its way', () => {
  it('when the shopper confirms in WeChat, then it is completed, and after-sales run from there', async () => {
    const { id } = await onItsWay();
    expect(await received(shop, buyer, id)).toMatchObject({
      state: 'completed',
      afterSaleUntil: new Date(shop.clock.now().getTime() + 15 * DAY_MS).toISOString(),
      receiptConfirmation: null,
      autoCompleteAt: null,
    });
    expect((await confirm(id)).state).toBe('completed');
  });

  it('when only the phone says so, then WeChat is believed and not the phone', async () => {
    const { id } = await onItsWay();
    expect((await confirm(id)).state).toBe('shipped');
  });

  it('when WeChat cannot be asked, then nothing is decided', async () => {
    const { id } = await onItsWay();
    await setSwitches(shop, { down: 'reset' });
    expect(await buyer.refusal('POST', `/shop/orders/${id}/receipt`)).toBe('WECHAT_UNAVAILABLE');
    await setSwitches(shop, { down: 'no' });
    expect((await orderOf(buyer, id)).state).toBe('shipped');
  });

  it('when somebody else confirms it, then it does not exist for them', async () => {
    const { id } = await onItsWay();
    const stranger = await aBuyer(shop);
    expect(await stranger.refusal('POST', `/shop/orders/${id}/receipt`)).toBe('ORDER_NOT_FOUND');
  });

  it('when the shop’s days have passed, then it completes by itself, not a millisecond before', async () => {
    const { id } = await onItsWay();
    ({ buyer, operator } = await afterDays(shop, 10 - 1 / DAY_MS, { buyer, operator }));
    expect((await orderOf(buyer, id)).state).toBe('shipped');

    shop.clock.advance(1);
    await shop.settle();
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'completed' });
  });
});

describe('given an order that is not on its way', () => {
  it('when it is confirmed, then ORDER_STATE', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    expect(await buyer.refusal('POST', `/shop/orders/${order.id}/receipt`)).toBe('ORDER_STATE');
  });
});

describe('given an order of which nothing was paid', () => {
  it('when the shopper says it has come, then that is enough, and WeChat is never asked', async () => {
    await setShop(shop, { freight: { flatFen: fen(0), freeAboveFen: null, notDelivered: [] } });
    const skuId = await aSkuFor(shop, { priceFen: fen(0) });
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    await shop.settle();
    await setSwitches(shop, { down: 'reset' });
    const ops = await shipped(shop, operator, await orderOf(buyer, id));

    expect(ops.wechatShipping).toBeNull();
    expect((await confirm(id)).state).toBe('completed');
    await setSwitches(shop, { down: 'no' });
  });
});

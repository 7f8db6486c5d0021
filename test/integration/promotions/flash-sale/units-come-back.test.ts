import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { expectCleanAudit } from '../../../factories/audit.js';
import {
  activityUnits,
  aFlashSale,
  flashPaid,
  flashPlaced,
  flashRefusal,
} from '../../../factories/flash-sale.js';
import { unitsOf } from '../../../factories/fulfilment.js';
import { newsComes, paidButClosedHere } from '../../../factories/late-payment.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import { aBuyer, notified, orderOf, stockOf, type Buyer } from '../../../factories/purchase.js';
import { aShop, type TestShop } from '../../../factories/shop.js';

let shop: TestShop;
let operator: TestOperator;
let buyer: Buyer;
beforeAll(async () => {
  shop = await aShop();
  [operator, buyer] = await Promise.all([anOperator(shop), aBuyer(shop)]);
});
afterAll(() => shop.close());
afterEach(() => expectCleanAudit(shop));

const sale = (terms = {}) => aFlashSale(shop, terms, operator);
async function cancelled(by: Buyer, orderId: string): Promise<void> {
  await by.post(`/shop/orders/${orderId}/cancellation`);
  await shop.settle();
}
const end = (id: string) => operator.post(`/ops/campaigns/${id}/end`);

describe('units that come back', () => {
  it('case 21: when an order is cancelled, then its unit returns once, to the activity', async () => {
    const one = await sale({ stock: 1 });
    const { id } = await flashPlaced(buyer, one);
    const other = await aBuyer(shop);
    expect(await flashRefusal(other, one)).toBe('FLASH_SOLD_OUT');
    await cancelled(buyer, id);
    await cancelled(buyer, id);
    expect(await activityUnits(shop, one)).toEqual({ stock: 1, laidOut: 1 });
    expect(await stockOf(shop, one.skuId)).toBe(49);
    shop.clock.advance(1_000);
    expect(await flashRefusal(other, one)).toBeNull();
  });

  it('case 21: when it is cancelled after the activity ended, then the unit ends in the ordinary stock', async () => {
    const one = await sale({ stock: 10 });
    const { id } = await flashPlaced(buyer, one);
    await end(one.campaign.id);
    await shop.settle();
    expect(await activityUnits(shop, one)).toEqual({ stock: 0, laidOut: 1 });
    expect(await stockOf(shop, one.skuId)).toBe(49);
    await cancelled(buyer, id);
    await shop.settle();
    expect(await activityUnits(shop, one)).toEqual({ stock: 0, laidOut: 0 });
    expect(await stockOf(shop, one.skuId)).toBe(50);
  });

  it('when nobody pays in time, then the order closes by the sale’s own deadline', async () => {
    const one = await sale();
    const { id } = await flashPlaced(buyer, one);
    shop.clock.advance(5 * 60_000);
    await shop.settle();
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'closed', closeReason: 'expired' });
    expect(await activityUnits(shop, one)).toEqual({ stock: 10, laidOut: 10 });
  });

  it('when some of it is refunded unsent, then those units return to the activity, and no more', async () => {
    const one = await sale({ perPersonMax: 3 });
    const order = await flashPaid(shop, buyer, one, 3);
    const refund = (quantity: number) =>
      operator.post(`/ops/orders/${order.id}/refunds`, {
        ...{ lines: unitsOf(order, quantity), reason: 'other', answer: '商家退款' },
      });
    await refund(1);
    await shop.settle();
    expect(await activityUnits(shop, one)).toMatchObject({ stock: 8 });
    await refund(2);
    await shop.settle();
    await notified(shop);
    expect(await orderOf(buyer, order.id)).toMatchObject({ state: 'closed' });
    expect(await activityUnits(shop, one)).toMatchObject({ stock: 10 });
    expect(await stockOf(shop, one.skuId)).toBe(40);
  });

  it('case 03: when it is paid after it closed, then it is held again while there are units', async () => {
    const one = await sale({ stock: 1 });
    const { id } = await flashPlaced(buyer, one);
    await paidButClosedHere(shop, buyer, id);
    await newsComes(shop, id);
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'to-ship' });
    expect(await activityUnits(shop, one)).toMatchObject({ stock: 0 });
  });

  it('case 03: when another bought the last one meanwhile, then the money goes back', async () => {
    const one = await sale({ stock: 1 });
    const { id } = await flashPlaced(buyer, one);
    await paidButClosedHere(shop, buyer, id);
    await flashPlaced(await aBuyer(shop), one);
    await newsComes(shop, id);
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'closed', refundedFen: 1_990 });
  });

  it('case 03: when the activity is over by then, then the unit comes out of the ordinary stock', async () => {
    const one = await sale({ stock: 1, ordinary: 1 });
    const { id } = await flashPlaced(buyer, one);
    await paidButClosedHere(shop, buyer, id);
    await end(one.campaign.id);
    await shop.settle();
    expect(await stockOf(shop, one.skuId)).toBe(1);
    await newsComes(shop, id);
    expect(await orderOf(buyer, id)).toMatchObject({ state: 'to-ship' });
    expect(await stockOf(shop, one.skuId)).toBe(0);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AfterSale, Order } from '@siyu/shared';
import { afterSaleOf, answered, arrived, asked } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aPaidOrder, received, shipped, unitsOf } from '../../factories/fulfilment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, orderOf, stockOf, type Buyer } from '../../factories/purchase.js';
import { setShop } from '../../factories/settings.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
let buyer: Buyer;
let operator: TestOperator;

beforeAll(async () => {
  shop = await aShop();
  buyer = await aBuyer(shop);
  operator = await anOperator(shop);
  await setShop(shop, { returnAddress: '浙江省杭州市余杭区枕溪路 1 号 售后部 0571-88880000' });
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const skuOfLine = (order: Order) => order.lines[0]!.skuId;
const sentBack = (id: string, trackingNo = 'SF1234567890') =>
  buyer.post<AfterSale>(`/shop/after-sales/${id}/return-parcel`, { company: '顺丰', trackingNo });

async function receivedOrder(quantity: number): Promise<Order> {
  const order = await aPaidOrder(shop, buyer, quantity);
  await shipped(shop, operator, order);
  return received(shop, buyer, order.id);
}

/** Goods that are on their way back to the shop. */
async function comingBack(quantity: number): Promise<{ order: Order; id: string }> {
  const order = await receivedOrder(quantity);
  const kind = 'return-and-refund';
  const { id } = await asked(buyer, order, { kind, reason: 'changed-mind' });
  await answered(operator, id, 'approval');
  await sentBack(id);
  return { order, id };
}

describe('given goods are to be sent back', () => {
  it('when they come back sound, then the money goes back and what is fit is sold again', async () => {
    const { order, id } = await comingBack(3);
    expect(await afterSaleOf(buyer, id)).toMatchObject({
      state: 'returning',
      returnAddress: '浙江省杭州市余杭区枕溪路 1 号 售后部 0571-88880000',
      returnParcel: { company: '顺丰', trackingNo: 'SF1234567890' },
    });

    await answered(operator, id, 'receipt', { restock: unitsOf(order, 2) });
    await arrived(shop);

    expect(await afterSaleOf(buyer, id)).toMatchObject({ state: 'refunded', refundFen: 3_600 });
    expect(await stockOf(shop, skuOfLine(order))).toBe(9);
    expect(await orderOf(buyer, order.id)).toMatchObject({
      state: 'completed',
      refundedFen: 3_600,
    });
  });

  it('when nothing is named as fit, then nothing is put back', async () => {
    const { order, id } = await comingBack(1);
    await answered(operator, id, 'receipt');
    await arrived(shop);
    expect(await stockOf(shop, skuOfLine(order))).toBe(9);
  });

  it('when more is named as fit than came back, then nothing happens at all', async () => {
    const { order, id } = await comingBack(1);
    const body = { restock: unitsOf(order, 2) };
    expect(await operator.refusal('POST', `/ops/after-sales/${id}/receipt`, { body })).toBe(
      'AFTER_SALE_QUANTITY',
    );
    expect((await afterSaleOf(buyer, id)).state).toBe('returning');
    await answered(operator, id, 'rejection', { answer: '商品已使用' });
  });

  it('when they come back spoiled, then it is turned down and the units are free again', async () => {
    const { order, id } = await comingBack(1);
    await answered(operator, id, 'rejection', { answer: '商品已使用' });
    expect(await orderOf(buyer, order.id)).toMatchObject({
      refundedFen: 0,
      lines: [{ afterSaleQuantity: 0 }],
    });
  });

  it('when the number was mistyped, then saying it again corrects it', async () => {
    const { id } = await comingBack(1);
    expect(await sentBack(id, 'SF0987654321')).toMatchObject({
      state: 'returning',
      returnParcel: { trackingNo: 'SF0987654321' },
    });
    await answered(operator, id, 'receipt');
    await arrived(shop);
  });
});

describe('given an after-sale in any state', () => {
  const words = { answer: '说明一下' };
  type Step = [path: string, who: 'shopper' | 'operator', body: object];
  const steps: Record<string, Step> = {
    approve: ['approval', 'operator', {}],
    reject: ['rejection', 'operator', words],
    receive: ['receipt', 'operator', {}],
    sendBack: ['return-parcel', 'shopper', { company: '顺丰', trackingNo: 'SF1234567890' }],
    cancel: ['cancellation', 'shopper', {}],
  };
  /** What each state lets happen; whatever is not listed is refused and changes nothing. */
  const allowed: Record<string, string[]> = {
    requested: ['approve', 'reject', 'cancel'],
    'to-return': ['sendBack', 'cancel'],
    returning: ['receive', 'reject', 'sendBack'],
    refunding: [],
    refunded: [],
    rejected: [],
    cancelled: ['cancel'],
  };

  async function inState(state: string): Promise<string> {
    if (state === 'returning') return (await comingBack(1)).id;
    const { id } = await asked(buyer, await receivedOrder(1), { kind: 'return-and-refund' });
    if (state === 'to-return') await answered(operator, id, 'approval');
    if (state === 'rejected') await answered(operator, id, 'rejection', words);
    if (state === 'cancelled') await buyer.post(`/shop/after-sales/${id}/cancellation`);
    if (state === 'refunding' || state === 'refunded') {
      await answered(operator, id, 'approval');
      await sentBack(id);
      await answered(operator, id, 'receipt');
      if (state === 'refunded') await arrived(shop);
    }
    return id;
  }

  it.each(Object.keys(allowed))(
    'when it is %s, then what is not its move is refused',
    async (state) => {
      const id = await inState(state);
      expect((await afterSaleOf(buyer, id)).state).toBe(state);
      for (const [name, [path, who, body]] of Object.entries(steps)) {
        if (allowed[state]?.includes(name)) continue;
        const [caller, prefix] = who === 'shopper' ? [buyer, '/shop'] : [operator, '/ops'];
        const refused = await caller.refusal('POST', `${prefix}/after-sales/${id}/${path}`, {
          body,
        });
        expect([name, refused]).toEqual([name, 'AFTER_SALE_STATE']);
      }
      expect((await afterSaleOf(buyer, id)).state).toBe(state);
      await arrived(shop);
    },
  );
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Outbox } from '../../../server/src/platform/outbox.js';
import { Refusal } from '../../../server/src/platform/refusal.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aProduct, aSku, stocked } from '../../factories/product.js';
import { aBuyer, aHandle, orderOf, paid, skuOf, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';

let shop: TestShop;
let buyer: Buyer;
let skuId: string;
let broken = true;
let heard = 0;

beforeAll(async () => {
  shop = await aShop();
  const handle = aHandle();
  await stocked(shop, aProduct({ handle, skus: [aSku({ stock: 10 })] }));
  skuId = await skuOf(shop, handle);
  buyer = await aBuyer(shop);
  shop.app.get(Outbox).listen({
    name: 'test.breaks',
    kind: 'payment.succeeded',
    handle: async (_tx, payments) => {
      if (broken) throw new Refusal('CONFLICT');
      heard += payments.length;
    },
  });
});
afterAll(() => shop.close());

describe('a payment one of whose listeners is broken', () => {
  it('given the money came, then it is recorded and the other listeners go on', async () => {
    const order = await paid(shop, buyer, [{ skuId, quantity: 1 }]);
    expect(order.state).toBe('to-ship');
    expect(heard).toBe(0);
  });

  it('given the listener is mended, then it hears of it, once', async () => {
    broken = false;
    shop.clock.advance(60_000);
    await shop.settle();
    await shop.settle();
    expect(heard).toBe(1);
    await expectCleanAudit(shop);
  });

  it('given all is well, then no row is written on the way', async () => {
    const order = await paid(shop, buyer, [{ skuId, quantity: 1 }]);
    expect(await orderOf(buyer, order.id)).toMatchObject({ state: 'to-ship' });
    expect(heard).toBe(2);
    expect(await shop.db.query('SELECT * FROM outbox_delivery')).toEqual([]);
  });
});

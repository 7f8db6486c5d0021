import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Message, OpsOrder, Page } from '@siyu/shared';
import { Notices } from '../../../server/src/messages/notices.service.js';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { aPaidOrder, shipped } from '../../factories/fulfilment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';

const SHIPPED = 'template-shipped';
const SEND = '/cgi-bin/message/subscribe/send';

let shop: TestShop;
let operator: TestOperator;

beforeAll(async () => {
  shop = await aShop({
    WECHAT_SUBSCRIBE_TEMPLATES: JSON.stringify({ 'order-shipped': SHIPPED }),
  });
  operator = await anOperator(shop);
});
afterAll(() => shop.close());

async function answer(buyer: Buyer, said: 'accept' | 'ban'): Promise<void> {
  const answers = [{ templateId: SHIPPED, answer: said }];
  await buyer.post('/shop/subscriptions', { answers });
}

async function aParcel(buyer: Buyer): Promise<OpsOrder> {
  return shipped(shop, operator, await aPaidOrder(shop, buyer, 1));
}

async function pushOf(orderId: string): Promise<string> {
  const sql = `SELECT push FROM message WHERE order_id = ? AND kind = 'order-shipped'`;
  const [row] = await shop.db.query(sql, [orderId]);
  return (row as { push: string }).push;
}

describe('given a ban while a message is on its way', () => {
  it('when WeChat then will not take it (47003), then the acceptance given back lifts no ban', async () => {
    const buyer = await aBuyer(shop);
    await answer(buyer, 'accept');
    await setSwitches(shop, { errors: [{ path: SEND, times: 1, code: -1 }] });
    const first = await aParcel(buyer);
    expect(await pushOf(first.id)).toBe('sending');

    await answer(buyer, 'ban');
    await setSwitches(shop, { errors: [{ path: SEND, times: 1, code: 47003 }] });
    shop.clock.advance(60_000);
    await shop.settle();
    expect(await pushOf(first.id)).toBe('failed');
    expect(await pushOf((await aParcel(buyer)).id)).toBe('unwanted');
  });
});

describe('given a message the database cannot hold', () => {
  it('when it is sent, then that is a failure, not a message sent before', async () => {
    const buyer = await aBuyer(shop);
    const notices = shop.app.get(Notices, { strict: false });
    const send = (orderId: string | null) =>
      inTransaction(shop.db, (tx) =>
        notices.send(tx, {
          ...{ shopperId: buyer.id, orderId, dedupe: 'too-long' },
          kind: 'order-closed',
          facts: { reason: 'expired' },
        }),
      );
    await expect(send('x'.repeat(99))).rejects.toMatchObject({ code: 'ER_DATA_TOO_LONG' });
    await send(null);
    await send(null);
    const { items } = await buyer.get<Page<Message>>('/shop/messages');
    expect(items).toHaveLength(1);
  });
});

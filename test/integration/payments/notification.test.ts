import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openKeyMaterial } from '../../../server/sandbox/keys/credentials.js';
import { Keyring } from '../../../server/sandbox/keys/keyring.js';
import { Settings } from '../../../server/src/shop/settings.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { client } from '../../factories/http.js';
import { aProduct, aSku, stocked } from '../../factories/product.js';
import {
  aBuyer,
  aHandle,
  notified,
  orderOf,
  payInSheet,
  paymentIdOf,
  placed,
  prepaid,
  skuOf,
  type Buyer,
} from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';

const FAITHFUL = {
  notifyForged: false,
  notifySignTest: false,
  notifyWrongAmount: false,
  notifyWrongMchId: false,
  notifyWrongAppId: false,
  notifyCopies: 1,
  notifyOutOfOrder: false,
  notifyWith: 'certificate',
  notifyLateMs: 0,
};

let shop: TestShop;
let buyer: Buyer;
let skuId: string;

beforeAll(async () => {
  shop = await aShop();
  const handle = aHandle();
  await stocked(shop, aProduct({ handle, skus: [aSku({ stock: 1_000 })] }));
  skuId = await skuOf(shop, handle);
  buyer = await aBuyer(shop);
});
afterEach(async () => {
  await setSwitches(shop, FAITHFUL);
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

async function payWith(switches: object): Promise<string> {
  const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
  await setSwitches(shop, switches);
  await payInSheet(shop, await prepaid(buyer, id));
  await notified(shop);
  return id;
}

async function stateOf(orderId: string): Promise<string> {
  return (await orderOf(buyer, orderId)).state;
}

describe('case 57: a notification that is not what it says', () => {
  it.each([
    ['signed by a stranger', { notifyForged: true }],
    ['about another amount', { notifyWrongAmount: true }],
    ['about another merchant', { notifyWrongMchId: true }],
    ['about another mini-program', { notifyWrongAppId: true }],
  ])(
    'given it is %s, then nothing is paid; when the genuine one comes, it is',
    async (_what, switches) => {
      const id = await payWith(switches);
      expect(await stateOf(id)).toBe('awaiting-payment');

      await setSwitches(shop, FAITHFUL);
      await notified(shop);
      expect(await stateOf(id)).toBe('to-ship');
    },
  );

  it('given WeChat’s probe of our verification, then it is turned away and the payment counts', async () => {
    const id = await payWith({ notifySignTest: true });
    expect(await stateOf(id)).toBe('to-ship');
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['JSON of another kind', '{"id":1}'],
  ])('given %s and no signature, then it is refused', async (_what, body) => {
    const answer = await fetch(`${shop.url}/wechat/pay/notify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });
});

describe('given WeChat signed something that is no notification', () => {
  const json = { 'content-type': 'application/json' };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  it.each([
    ['no JSON', 'hello', form],
    ['nothing', '', {}],
    ['JSON of another kind', '{"id":1}', json],
    ['no object', 'null', json],
  ])('given it is %s, then it is refused as invalid', async (_what, body, headers) => {
    const nowMs = shop.clock.now().getTime();
    const keys = new Keyring(await openKeyMaterial(join(shop.directory, 'sandbox'), nowMs));
    const signed = await keys.signed(body, keys.certificate, nowMs);
    const answer = await fetch(`${shop.url}/wechat/pay/notify`, {
      method: 'POST',
      headers: { ...headers, ...signed },
      body: body === '' ? null : body,
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'NOTIFICATION_INVALID' });
  });
});

describe('case 56: the same notification several times at once', () => {
  it('then it counts once', async () => {
    const id = await payWith({ notifyCopies: 10 });
    expect(await stateOf(id)).toBe('to-ship');
    const paymentId = await paymentIdOf(shop, id);
    const [arrivals] = await shop.db.query(
      `SELECT COUNT(*) AS count FROM inbox_message
       JOIN payment ON payment.transaction_id = message_id WHERE payment.id = ?`,
      [paymentId],
    );
    expect(arrivals).toEqual({ count: 1 });
  });
});

describe('case 55: a notification before the answer to prepay is through', () => {
  it('given nothing of the prepay session is kept, then the order is paid all the same', async () => {
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    const sheet = await prepaid(buyer, id);
    await payInSheet(shop, sheet);
    await notified(shop);
    expect(await stateOf(id)).toBe('to-ship');
    expect(await prepaid(buyer, id)).toEqual({ paid: true, jsapi: null });
  });
});

describe('whichever key WeChat signs with', () => {
  it.each(['certificate', 'publicKey', 'mixed'])(
    'given %s, then payments count',
    async (notifyWith) => {
      const first = await payWith({ notifyWith });
      const second = await payWith({ notifyWith });
      expect([await stateOf(first), await stateOf(second)]).toEqual(['to-ship', 'to-ship']);
    },
  );
});

describe('case 23: the price changes while an order is unpaid', () => {
  it('given it is paid again and again, then always at its own price under its own number', async () => {
    const { id, totalFen } = await placed(buyer, [{ skuId, quantity: 1 }]);
    await prepaid(buyer, id);
    await shop.db.query('UPDATE sku SET price_fen = price_fen + 100 WHERE id = ?', [skuId]);

    const sheet = await prepaid(buyer, id);
    await payInSheet(shop, sheet);
    await notified(shop);

    expect(await orderOf(buyer, id)).toMatchObject({ state: 'to-ship', totalFen });
    const payments = await client(shop.sandbox.url).get(
      `/sandbox/payments?out_trade_no=${await paymentIdOf(shop, id)}`,
    );
    expect(JSON.stringify(payments)).toContain(String(totalFen));
  });
});

describe('a payment of nothing', () => {
  it('case 33: given zero-priced goods with free freight, then WeChat is never asked', async () => {
    const handle = aHandle();
    await stocked(shop, aProduct({ handle, skus: [aSku({ stock: 1, priceFen: 0 as never })] }));
    const { settings, version } = await shop.app.get(Settings, { strict: false }).versioned();
    expect(version).toBe(0);
    await shop.db.query('INSERT INTO shop_setting VALUES (?, ?, 1, ?)', [
      'shop',
      JSON.stringify({
        ...settings,
        freight: { flatFen: 0, freeAboveFen: null, notDelivered: [] },
      }),
      shop.clock.now(),
    ]);
    shop.clock.advance(2_000);
    await setSwitches(shop, { down: 'reset' });

    const { id, totalFen } = await placed(buyer, [
      { skuId: await skuOf(shop, handle), quantity: 1 },
    ]);
    await shop.settle();
    await setSwitches(shop, { down: 'no' });

    expect(totalFen).toBe(0);
    expect(await stateOf(id)).toBe('to-ship');
    expect(await prepaid(buyer, id)).toEqual({ paid: true, jsapi: null });
  });
});

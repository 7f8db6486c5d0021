import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkCredentials } from '../../../server/src/check-credentials.js';
import { ConfigInvalid, readConfig } from '../../../server/src/platform/config.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { client } from '../../factories/http.js';
import { anotherInstance } from '../../factories/instance.js';
import { aProduct, aSku, stocked } from '../../factories/product.js';
import {
  aBuyer,
  aHandle,
  notified,
  orderOf,
  paid,
  payInSheet,
  paymentIdOf,
  placed,
  prepaid,
  skuOf,
  type Buyer,
} from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';

const NEXT_API_V3_KEY = randomBytes(16).toString('hex');
const CROWD = 20;

let shop: TestShop;
let buyer: Buyer;
let skuId: string;

beforeAll(async () => {
  shop = await aShop({ WECHAT_PLATFORM_KEYS: '{}' });
  const handle = aHandle();
  await stocked(shop, aProduct({ handle, skus: [aSku({ stock: 100 })] }));
  skuId = await skuOf(shop, handle);
  buyer = await aBuyer(shop);
});
afterAll(async () => {
  await expectCleanAudit(shop);
  await shop.close();
});

const buys = () => paid(shop, buyer, [{ skuId, quantity: 1 }]);
const sandbox = () => client(shop.sandbox.url);

interface Attempt {
  status: number | null;
  serial: string;
}
/** Every delivery of the notifications of an order's payment: by which key, and what we answered. */
async function toldOf(orderId: string): Promise<Attempt[]> {
  const number = await paymentIdOf(shop, orderId);
  const path = `/sandbox/callbacks?out_trade_no=${number}`;
  const told = await sandbox().get<{ attempts: Attempt[] }[]>(path);
  return told.flatMap(({ attempts }) => attempts);
}
const answersOf = async (orderId: string) => (await toldOf(orderId)).map(({ status }) => status);

describe('given a shop that is told no platform key', () => {
  it('when somebody buys, then WeChat is asked for its certificates', async () => {
    expect((await buys()).state).toBe('to-ship');
  });

  it('when the certificate is replaced while people pay, then no notification fails', async () => {
    const orders = await Promise.all(
      Array.from({ length: CROWD }, async () => {
        const one = await aBuyer(shop);
        const { id } = await placed(one, [{ skuId, quantity: 1 }]);
        return { one, id, answer: await prepaid(one, id) };
      }),
    );
    shop.clock.advance(60_000);
    const half = CROWD / 2;
    await Promise.all([
      sandbox().post('/sandbox/platform-certificate'),
      ...orders.slice(0, half).map(({ answer }) => payInSheet(shop, answer)),
    ]);
    await Promise.all(orders.slice(half).map(({ answer }) => payInSheet(shop, answer)));
    await notified(shop);
    for (const { id, one } of orders) {
      expect((await orderOf(one, id)).state).toBe('to-ship');
      expect(await answersOf(id)).toEqual([204]);
    }
    // As they were when the sandbox started.
    const [old] = shop.sandbox.credentials.platformCertificates;
    const last = await toldOf(orders[CROWD - 1]!.id);
    expect(last.map(({ serial }) => serial)).not.toContain(old!.serial);
  });

  it('when strangers sign under serials they made up, then WeChat is not asked about each', async () => {
    shop.clock.advance(60_000);
    const path = '/v3/certificates';
    await setSwitches(shop, { errors: [{ path, code: 'SYSTEM_ERROR', times: 9 }] });
    const timestamp = String(Math.floor(shop.clock.now().getTime() / 1000));
    for (let at = 0; at < 5; at++) {
      const headers = {
        ...{ 'wechatpay-timestamp': timestamp, 'wechatpay-nonce': 'x' },
        ...{ 'wechatpay-serial': `made-up-${at}`, 'wechatpay-signature': 'eA==' },
      };
      const asked = { key: null, headers, body: {} };
      expect((await client(shop.url).ask('POST', '/wechat/pay/notify', asked)).status).toBe(401);
    }
    const { errors } = await sandbox().get<{ errors: unknown[] }>('/sandbox/switches');
    expect(errors).toEqual([expect.objectContaining({ path, times: 8 })]);
    await sandbox().del('/sandbox/switches');
    expect((await buys()).state).toBe('to-ship');
  });
});

describe('given a key of the merchant that is replaced', () => {
  it('when instances change over one by one, then both are served meanwhile', async () => {
    const made = await sandbox().post<{ merchantSerial: string; merchantPrivateKeyPem: string }>(
      '/sandbox/merchant-key',
    );
    const config = {
      ...shop.config,
      WECHAT_MCH_SERIAL: made.merchantSerial,
      WECHAT_MCH_PRIVATE_KEY: made.merchantPrivateKeyPem,
    };
    const next = await anotherInstance({ ...shop, config });
    const there = await aBuyer({ ...shop, url: next.url });
    for (const one of [buyer, there]) {
      const { id } = await placed(one, [{ skuId, quantity: 1 }]);
      await payInSheet(shop, await prepaid(one, id));
      await notified(shop);
      expect((await orderOf(one, id)).state).toBe('to-ship');
    }
    await next.close();
  });

  it('when the APIv3 key is, then instances that know both miss nothing', async () => {
    const config = {
      ...shop.config,
      WECHAT_API_V3_KEY: [NEXT_API_V3_KEY, ...shop.config.WECHAT_API_V3_KEY],
    };
    const both = await anotherInstance({ ...shop, config });
    await setSwitches(shop, { notifyOrigins: [both.url] });
    const before = await buys();
    await sandbox().post('/sandbox/api-v3-key', { key: NEXT_API_V3_KEY });
    const after = await buys();
    expect([before.state, after.state]).toEqual(['to-ship', 'to-ship']);
    expect(await answersOf(before.id)).toEqual([204]);
    expect(await answersOf(after.id)).toEqual([204]);
    await sandbox().del('/sandbox/switches');
    await both.close();
  });
});

describe('given a server that starts', () => {
  const problemsOf = async (change: Partial<TestShop['config']>) => {
    const config = { ...shop.config, WECHAT_API_V3_KEY: [NEXT_API_V3_KEY], ...change };
    const instance = await anotherInstance({ ...shop, config });
    try {
      await checkCredentials(instance.app);
      return [];
    } catch (error) {
      if (!(error instanceof ConfigInvalid)) throw error;
      return error.problems.map((line) => line.split(':')[0]);
    } finally {
      await instance.close();
    }
  };

  it('when its keys are right, or WeChat is away, then it starts', async () => {
    expect(await problemsOf({})).toEqual([]);
    await setSwitches(shop, { down: 'reset' });
    expect(await problemsOf({})).toEqual([]);
    await sandbox().del('/sandbox/switches');
  });

  it('when WeChat refuses them, then each is named', async () => {
    const serial = { WECHAT_MCH_SERIAL: '5F00' };
    const merchant = 'WECHAT_MCH_ID, WECHAT_MCH_SERIAL, WECHAT_MCH_PRIVATE_KEY';
    const app = 'WECHAT_APP_ID, WECHAT_APP_SECRET';
    expect(await problemsOf({ ...serial, WECHAT_APP_SECRET: 'x' })).toEqual([merchant, app]);
    const key = { WECHAT_API_V3_KEY: ['0123456789abcdef0123456789abcdef'] };
    expect(await problemsOf(key)).toEqual(['WECHAT_API_V3_KEY']);
  });
});

describe('given secrets in files', () => {
  const whole = {
    PUBLIC_URL: 'https://shop.example',
    ...{ WECHAT_APP_ID: 'wx01', WECHAT_APP_SECRET: 's', WECHAT_MCH_ID: '16' },
    ...{ WECHAT_MCH_SERIAL: '5F00', WECHAT_MCH_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----' },
  };

  it('when a file is named, then it is read; when it is not there, that is told', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'siyu-secret-')), 'key');
    writeFileSync(file, `${NEXT_API_V3_KEY}\n`);
    const config = readConfig({ ...whole, WECHAT_API_V3_KEY_FILE: file });
    expect(config.WECHAT_API_V3_KEY).toEqual([NEXT_API_V3_KEY]);
    const both = { ...whole, WECHAT_API_V3_KEY: NEXT_API_V3_KEY, WECHAT_API_V3_KEY_FILE: file };
    for (const wrong of [both, { ...whole, WECHAT_API_V3_KEY_FILE: `${file}-not` }]) {
      expect(() => readConfig(wrong)).toThrow(/WECHAT_API_V3_KEY_FILE/);
    }
  });
});

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Order } from '@siyu/shared';
import { openDataSource } from '../../../server/src/platform/data-source.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aDatabaseServer, type DatabaseServer } from '../../factories/database-server.js';
import { client, type Client } from '../../factories/http.js';
import { aProduct, aSku } from '../../factories/product.js';
import {
  aBuyer,
  payInSheet,
  placed,
  prepaid,
  skuOf,
  type Buyer,
} from '../../factories/purchase.js';
import { aShopProcess, run, runToEnd, type ShopProcess } from '../../factories/shop-process.js';
import { until } from '../../factories/until.js';

let shop: ShopProcess;
let elsewhere: DatabaseServer;
let buyer: Buyer;
let skuId: string;
let paidBefore: string;
let paidAfter: string;

/** The first shop is backed up while it is open, takes one more payment, and burns down. */
beforeAll(async () => {
  shop = await aShopProcess();
  elsewhere = await aDatabaseServer();
  await shop.stock(aProduct({ handle: 'mug', skus: [aSku({ stock: 50 })] }));
  skuId = await skuOf(shop, 'mug');
  buyer = await aBuyer(shop);
  paidBefore = (await placed(buyer, [{ skuId, quantity: 2 }])).id;
  await payInSheet(shop, await prepaid(buyer, paidBefore));
  await untilPaid(buyer, paidBefore);
  paidAfter = (await placed(buyer, [{ skuId, quantity: 1 }])).id;
  const sheet = await prepaid(buyer, paidAfter);
  const dump = backUp();
  await payInSheet(shop, sheet);
  await untilPaid(buyer, paidAfter);
  await shop.server.kill();
  execFileSync('mariadb', [...elsewhere.asRoot, 'siyu'], { input: dump });
});
afterAll(async () => {
  await shop.close();
  await elsewhere.close();
});

/** What `docs/operate.md` says of backing up, word for word. */
function backUp(): Buffer {
  const at = [`--socket=${join(shop.directory, 'db.sock')}`, '--user=root'];
  const words = ['--single-transaction', '--routines', '--hex-blob', 'siyu'];
  return execFileSync('mariadb-dump', [...at, ...words], { maxBuffer: 2 ** 28 });
}

function untilPaid(by: Client, orderId: string): Promise<Order> {
  return until('the order is paid', async () => {
    const order = await by.get<Order>(`/shop/orders/${orderId}`);
    return order.state === 'to-ship' && order;
  });
}

describe('given a backup, restored into the database of a live shop', () => {
  let environment: Record<string, string>;
  beforeAll(() => {
    const live = { DATABASE_URL: elsewhere.url, SIYU_SANDBOX: '1' };
    environment = { ...shop.environment, ...live };
  });

  it('when it is audited before any server runs on it, then nothing is wrong', async () => {
    const { code, output } = await runToEnd('src/cli/audit.js', environment);
    expect([code, output]).toEqual([0, '0 violations\n']);
  });

  it('when a shop is opened on it, then it goes on, and a later payment comes back', async () => {
    const server = await run('src/main.js', environment);
    const db = await openDataSource({ url: elsewhere.url }, 2);
    const again = client(shop.url, buyer.session.sessionToken);
    const stateOf = async (id: string) => (await again.get<Order>(`/shop/orders/${id}`)).state;
    expect([await stateOf(paidBefore), await stateOf(paidAfter)]).toEqual([
      'to-ship',
      'awaiting-payment',
    ]);

    // The first look at WeChat is due a minute after the order was placed.
    await db.query('UPDATE payment SET check_at = UTC_TIMESTAMP(3) WHERE check_at IS NOT NULL');
    await untilPaid(again, paidAfter);

    const newcomer = await aBuyer(shop);
    const { id } = await placed(newcomer, [{ skuId, quantity: 1 }]);
    await payInSheet(shop, await prepaid(newcomer, id));
    await untilPaid(newcomer, id);
    await expectCleanAudit({ db, clock: shop.clock });
    await db.destroy();
    server.signal('SIGTERM');
    expect(await server.ended).toBe(0);
  });
});

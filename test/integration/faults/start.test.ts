import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectCleanAudit } from '../../factories/audit.js';
import { unitsOf } from '../../factories/fulfilment.js';
import { aProduct, aSku } from '../../factories/product.js';
import {
  aBuyer,
  orderOf,
  payInSheet,
  placed,
  prepaid,
  skuOf,
  type Buyer,
} from '../../factories/purchase.js';
import { aShopProcess, anOwner, runToEnd, type ShopProcess } from '../../factories/shop-process.js';
import { anAddress, phoneCode } from '../../factories/shopper.js';
import { until } from '../../factories/until.js';

const PHONE = '13912345678';
const SECRET = 'a-secret-nobody-should-read';

describe('given a server that is not configured', () => {
  it('then it names everything that is missing or wrong at once, and ends', async () => {
    const { code, output } = await runToEnd('src/main.js', {
      PORT: 'eighty',
      WECHAT_APP_SECRET: SECRET,
      WECHAT_API_V3_KEY: SECRET,
    });
    expect(code).toBe(1);
    for (const name of ['PUBLIC_URL', 'WECHAT_APP_ID', 'WECHAT_MCH_ID', 'WECHAT_MCH_SERIAL']) {
      expect(output).toContain(`${name}: missing`);
    }
    expect(output).toMatch(/PORT: (?!missing)/);
    expect(output).toMatch(/WECHAT_API_V3_KEY: (?!missing)/);
    expect(output).not.toContain(SECRET);
  });
});

describe('given a server that runs', () => {
  let shop: ShopProcess;
  let buyer: Buyer;
  beforeAll(async () => {
    shop = await aShopProcess({ LOG_LEVEL: 'debug' });
    await shop.stock(aProduct({ handle: 'mug', skus: [aSku()] }));
    buyer = await aBuyer(shop);
  });
  afterAll(() => shop.close());

  it('when pretended money could meet a live database, then another does not start', async () => {
    const live = { ...shop.environment, DATABASE_URL: 'mysql://root@127.0.0.1:1/siyu' };
    const { code, output } = await runToEnd('src/main.js', live);
    expect(code).toBe(1);
    expect(output).toContain('SANDBOX_URL: refused beside DATABASE_URL unless SIYU_SANDBOX=1');
  });

  it('when WeChat’s credentials are left out, then another does not start', async () => {
    const {
      WECHAT_MCH_PRIVATE_KEY: _left,
      WECHAT_API_V3_KEY: _out,
      ...rest
    } = {
      ...shop.environment,
    };
    const { code, output } = await runToEnd('src/main.js', rest);
    expect(code).toBe(1);
    expect(output).toContain('WECHAT_MCH_PRIVATE_KEY: missing');
    expect(output).toContain('WECHAT_API_V3_KEY: missing');
  });

  it('when someone buys and gets money back, then its logs say nothing of who they are', async () => {
    const code = await phoneCode(shop, buyer.openid, PHONE);
    await buyer.post('/shop/me/phone', { code });
    const { id } = await placed(buyer, [{ skuId: await skuOf(shop, 'mug'), quantity: 1 }]);
    await payInSheet(shop, await prepaid(buyer, id));
    const order = await until('the order is paid', async () => {
      const found = await orderOf(buyer, id);
      return found.state === 'to-ship' && found;
    });
    const owner = await anOwner(shop);
    const refund = { lines: unitsOf(order), reason: 'other', answer: '商家退款' };
    await owner.post(`/ops/orders/${id}/refunds`, refund);
    await until('the money is back', async () => (await orderOf(buyer, id)).refundedFen > 0);

    const { recipient, phone, detail } = anAddress();
    const said = shop.server.output();
    expect(said).toContain('"msg":"answered"');
    for (const personal of [PHONE, phone, recipient, detail, buyer.openid, owner.name]) {
      expect(said).not.toContain(personal);
    }
    const { sessionToken, refreshToken } = buyer.session;
    for (const secret of [sessionToken, refreshToken, owner.token, owner.password, code]) {
      expect(said).not.toContain(secret);
    }
    await expectCleanAudit(shop);
  });

  it('then every line of its log is one JSON object, and none is a warning', () => {
    const lines = shop.server.output().trim().split('\n');
    expect(lines.length).toBeGreaterThan(10);
    const levels = lines.map((line) => (JSON.parse(line) as { level: number }).level);
    expect(Math.max(...levels)).toBeLessThan(40);
  });
});

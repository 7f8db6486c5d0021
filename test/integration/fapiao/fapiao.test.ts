import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FapiaoInput, OpsFapiao, Order, Page } from '@siyu/shared';
import { parse } from 'csv-parse/sync';
import { refundedUnits } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aPaidOrder, aSkuFor, unitsOf } from '../../factories/fulfilment.js';
import { newKey } from '../../factories/http.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, orderOf, placed, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';

const PERSONAL: FapiaoInput = { kind: 'personal', title: '林小满', email: 'lin@example.com' };
const COMPANY: FapiaoInput = {
  kind: 'company',
  title: '=杭州某某科技有限公司',
  taxNumber: '91330100MA27XYZ123',
  email: 'finance@example.com',
};

let shop: TestShop;
let buyer: Buyer;
let operator: TestOperator;

beforeAll(async () => {
  shop = await aShop();
  buyer = await aBuyer(shop);
  operator = await anOperator(shop, [
    'fapiao.read',
    'fapiao.write',
    'refunds.write',
    'after-sales.read',
  ]);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const ask = (orderId: string, body: object, who = buyer) =>
  who.ask<Order & { code: string }>('POST', `/shop/orders/${orderId}/fapiao`, { body });
const issue = (orderId: string, fapiaoNo = '12345678') =>
  operator.ask<OpsFapiao & { code: string }>('POST', `/ops/fapiao/${orderId}/issued`, {
    body: { fapiaoNo },
  });

describe('given a paid order', () => {
  it('when a fapiao is asked for, then it is on the order, and can change until it is issued', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    expect(order.fapiao).toBeNull();
    expect((await ask(order.id, PERSONAL)).body.fapiao).toEqual({
      ...PERSONAL,
      state: 'requested',
      taxNumber: null,
    });
    expect((await ask(order.id, COMPANY)).body.fapiao).toEqual({ ...COMPANY, state: 'requested' });

    expect((await issue(order.id)).body).toMatchObject({
      state: 'issued',
      fapiaoNo: '12345678',
      amountFen: order.totalFen,
    });
    expect((await ask(order.id, PERSONAL)).body.code).toBe('FAPIAO_STATE');
    expect((await issue(order.id)).body.code).toBe('FAPIAO_STATE');
    expect((await orderOf(buyer, order.id)).fapiao).toEqual({ ...COMPANY, state: 'issued' });
  });

  it('when an old request is repeated after another, then the other stands', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    const path = `/shop/orders/${order.id}/fapiao`;
    const key = newKey();
    await buyer.post(path, PERSONAL, key);
    await buyer.post(path, COMPANY);

    expect((await buyer.post<Order>(path, PERSONAL, key)).fapiao).toMatchObject(COMPANY);

    expect(await buyer.refusal('POST', path, { body: COMPANY, key })).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    expect(await buyer.refusal('POST', path, { body: COMPANY, key: null })).toBe(
      'IDEMPOTENCY_KEY_REQUIRED',
    );
  });

  it('when WeChat finds its title risky, then TEXT_REJECTED; what it took before stays', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    const path = `/shop/orders/${order.id}/fapiao`;
    const key = newKey();
    await buyer.post(path, PERSONAL, key);
    await setSwitches(shop, { riskyWords: [PERSONAL.title] });

    expect(await buyer.refusal('POST', path, { body: PERSONAL })).toBe('TEXT_REJECTED');

    expect((await buyer.post<Order>(path, PERSONAL, key)).fapiao).toMatchObject(PERSONAL);
    await setSwitches(shop, { riskyWords: [] });
  });

  it('when a company names no tax number, or the number is none, then INVALID_INPUT', async () => {
    const { id } = await aPaidOrder(shop, buyer, 1);
    const { taxNumber: _taxNumber, ...nameless } = COMPANY;
    expect((await ask(id, nameless)).body.code).toBe('INVALID_INPUT');
    expect((await ask(id, { ...COMPANY, taxNumber: '123' })).body.code).toBe('INVALID_INPUT');
    expect((await ask(id, { ...PERSONAL, email: 'lin' })).body.code).toBe('INVALID_INPUT');
  });

  it('when a part of it went back, then what is left is issued for', async () => {
    const order = await aPaidOrder(shop, buyer, 2);
    await ask(order.id, PERSONAL);
    const { refundFen } = await refundedUnits(shop, operator, order, unitsOf(order, 1));
    const { items } = await operator.get<Page<OpsFapiao>>('/ops/fapiao?state=requested&limit=1');
    expect(items[0]).toMatchObject({ orderId: order.id, amountFen: order.totalFen - refundFen });
  });
});

describe('given an order of which nothing was paid or kept', () => {
  it('when a fapiao is asked for, then FAPIAO_STATE', async () => {
    const { id } = await placed(buyer, [{ skuId: await aSkuFor(shop), quantity: 1 }]);
    expect((await ask(id, PERSONAL)).body.code).toBe('FAPIAO_STATE');
    const refunded = await aPaidOrder(shop, buyer, 1);
    await refundedUnits(shop, operator, refunded, unitsOf(refunded));
    expect((await ask(refunded.id, PERSONAL)).body.code).toBe('FAPIAO_STATE');
  });

  it('when it is somebody else’s, then ORDER_NOT_FOUND', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    expect((await ask(order.id, PERSONAL, await aBuyer(shop))).body.code).toBe('ORDER_NOT_FOUND');
    expect((await issue(order.id)).body.code).toBe('NOT_FOUND');
  });
});

describe('given the requests are exported', () => {
  it('then a spreadsheet reads them, and runs nothing that anyone typed', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    await ask(order.id, COMPANY);
    const answer = await fetch(`${shop.url}/ops/fapiao/export.csv?state=requested`, {
      headers: { authorization: `Bearer ${operator.token}` },
    });
    expect(answer.headers.get('content-type')).toContain('text/csv');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const [header, ...rows] = parse(bytes, { bom: true }) as string[][];
    expect(header?.[0]).toBe('订单号');
    expect(rows.find((row) => row[0] === order.id)).toEqual(
      expect.arrayContaining(['企业', "'=杭州某某科技有限公司", '91330100MA27XYZ123', '22.00']),
    );
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry, OpsOrder, OpsOrderSummary, Page } from '@siyu/shared';
import { parse } from 'csv-parse/sync';
import { expectCleanAudit } from '../../factories/audit.js';
import { afterDays, aPaidOrder, aSkuFor, shipped } from '../../factories/fulfilment.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, placed, type Buyer } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { addAddress } from '../../factories/shopper.js';

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

const search = (query: string) => operator.get<Page<OpsOrderSummary>>(`/ops/orders?${query}`);
const idsOf = async (query: string) => (await search(query)).items.map((order) => order.id);

describe('given orders of several people and days', () => {
  it('when they are looked for, then by state, number, name, last digits, and Beijing day', async () => {
    const first = await aPaidOrder(shop, buyer, 1);
    const other = await aBuyer(shop);
    const address = await addAddress(other, { recipient: '陈一诺', phone: '13900006789' });
    other.addressId = address.id;
    ({ buyer, operator } = await afterDays(shop, 1, { buyer, operator }));
    const again = await aBuyer(shop);
    const { id: addressId } = await addAddress(again, {
      recipient: '陈一诺',
      phone: '13900006789',
    });
    const second = await placed({ ...again, addressId }, [
      { skuId: await aSkuFor(shop), quantity: 1 },
    ]);

    expect(await idsOf('')).toEqual([second.id, first.id]);
    expect(await idsOf('state=to-ship')).toEqual([first.id]);
    expect(await idsOf(`orderId=${first.id}`)).toEqual([first.id]);
    expect(await idsOf(`recipient=${encodeURIComponent('陈一诺')}`)).toEqual([second.id]);
    expect(await idsOf('recipient=6789')).toEqual([second.id]);
    expect(await idsOf('recipient=%25%25')).toEqual([]);
    expect(await idsOf('from=2026-11-19')).toEqual([second.id]);
    expect(await idsOf('to=2026-11-18')).toEqual([first.id]);
    expect(await idsOf('from=0001-01-01&to=9999-12-31')).toHaveLength(2);
    expect(await idsOf('from=2026-11-18&to=2026-11-19&limit=1')).toEqual([second.id]);
    const page = await search('limit=1');
    expect(await idsOf(`limit=1&cursor=${page.nextCursor}`)).toEqual([first.id]);
    expect(page.items[0]).toMatchObject({ recipient: '陈一诺', phoneMasked: '139****6789' });
  });

  it('when one is opened, then payment, refunds and what WeChat was told are there', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    await shipped(shop, operator, order);
    expect(await operator.get<OpsOrder>(`/ops/orders/${order.id}`)).toMatchObject({
      state: 'shipped',
      shopperId: buyer.id,
      address: { phone: '13800138000' },
      payment: {
        state: 'succeeded',
        amountFen: order.totalFen,
        refundedFen: 0,
        transactionId: expect.stringMatching(/^4200/),
      },
      refunds: [],
      afterSales: [],
      wechatShipping: { state: 'uploaded' },
    });
    const nobody = '0'.repeat(26);
    expect(await operator.refusal('GET', `/ops/orders/${nobody}`)).toBe('ORDER_NOT_FOUND');
    expect(await operator.refusal('GET', '/ops/orders?state=lost')).toBe('INVALID_INPUT');
    const cursor = encodeURIComponent('不是游标');
    expect(await operator.refusal('GET', `/ops/orders?cursor=${cursor}`)).toBe('INVALID_INPUT');
  });
});

describe('given an operator’s remark', () => {
  it('when it is written, then operators read it, shoppers do not, and the log keeps both', async () => {
    const order = await aPaidOrder(shop, buyer, 1);
    await operator.put(`/ops/orders/${order.id}/remark`, { remark: '加急' });
    expect(
      await operator.put(`/ops/orders/${order.id}/remark`, { remark: '已加急' }),
    ).toMatchObject({ opsRemark: '已加急' });
    expect(JSON.stringify(await buyer.get(`/shop/orders/${order.id}`))).not.toContain('加急');
    const { items } = await operator.get<Page<AuditEntry>>(
      `/ops/audit-log?subjectKind=order&subjectId=${order.id}`,
    );
    expect(items[0]).toMatchObject({
      action: 'order.remark',
      before: { remark: '加急' },
      after: { remark: '已加急' },
    });
  });
});

describe('given orders are exported', () => {
  const download = (query: string, token = operator.token) =>
    fetch(`${shop.url}/ops/orders/export.csv?${query}`, {
      headers: { authorization: `Bearer ${token}` },
    });

  it('then there is a row a line, whole, and it is kept who took them', async () => {
    const order = await aPaidOrder(shop, buyer, 2);
    const answer = await download(`orderId=${order.id}`);
    const [header, ...rows] = parse(await answer.text(), { bom: true }) as string[][];
    expect(rows).toHaveLength(1);
    const cells = Object.fromEntries(header!.map((name, index) => [name, rows[0]![index]]));
    expect(cells).toMatchObject({
      订单号: order.id,
      商品: '粗陶马克杯',
      '单价(元)': '12.00',
      数量: '2',
      '订单实付(元)': '34.00',
      电话: '13800138000',
    });
    const { items } = await operator.get<Page<AuditEntry>>('/ops/audit-log?action=order.export');
    expect(items[0]).toMatchObject({ operatorId: operator.id, after: { orderId: order.id } });
  });

  it('then many are read in batches and none is left out', async () => {
    await shop.db.query(
      `INSERT INTO orders (id, shopper_id, idempotency_key, input_hash, state, close_reason,
         goods_fen, discount_fen, freight_fen, total_fen, payment_id, address, remark, pay_by,
         placed_at, closed_at)
       SELECT CONCAT('00000000000000000000000', LPAD(seq, 3, '0')), shopper_id, CONCAT('bulk', seq),
         input_hash, 'closed', 'expired', 0, 0, 0, 0, payment_id, address, '', pay_by, placed_at,
         placed_at
       FROM seq_1_to_500 JOIN (SELECT * FROM orders LIMIT 1) AS one`,
    );
    await shop.db.query(
      `INSERT INTO order_line (id, order_id, sku_id, product_id, title, option_text, unit_price_fen,
         quantity, amount_fen, discount_fen, payable_fen, returnable)
       SELECT id, id, id, id, 'x', '', 0, 1, 0, 0, 0, 1 FROM orders WHERE idempotency_key LIKE 'bulk%'`,
    );
    const answer = await download('state=closed');
    const rows = parse(await answer.text(), { bom: true }) as string[][];
    expect(new Set(rows.slice(1).map((row) => row[0])).size).toBe(500);
    await shop.db.query(`DELETE FROM order_line WHERE order_id IN
      (SELECT id FROM orders WHERE idempotency_key LIKE 'bulk%')`);
    await shop.db.query(`DELETE FROM orders WHERE idempotency_key LIKE 'bulk%'`);
  });

  it('then only with the permission of its own', async () => {
    const reader = await anOperator(shop, ['orders.read']);
    const answer = await download('', reader.token);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      403,
      'PERMISSION_MISSING',
    ]);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry, OutsideState, Page } from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { imported, memberFile } from '../../factories/member-file.js';
import { aPhone } from '../../factories/newcomer.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { orderFile, ordersImported, outsideIn } from '../../factories/outside-orders.js';
import { deleted, placesOf } from '../../factories/personal-data.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, phoneCode, type TestShopper } from '../../factories/shopper.js';
import { balanceOf } from '../../factories/wallet.js';

let shop: TestShop;
let operator: TestOperator;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

let count = 0;
const aRow = (over: Record<string, string> = {}) => ({
  ...{ 顾客编号: `tb-${++count}`, 订单号: `A${count}`, 下单时间: '2026-03-05 09:30:00' },
  ...{ 金额: '88.80', 手机号: '', unionid: '', 会员号: '' },
  ...over,
});
type Row = ReturnType<typeof aRow>;
async function bound(shopper: TestShopper, phone: string): Promise<void> {
  await shopper.post('/shop/me/phone', { code: await phoneCode(shop, shopper.openid, phone) });
  await shop.settle();
}
const known = async (state: OutsideState, row: Row) =>
  (await outsideIn(operator, state)).filter(({ outsideId }) => outsideId === row.顾客编号);
const report = async (rows: Row[], asked = {}) =>
  (await ordersImported(shop, operator, orderFile(rows), asked)).report!;
const ordersOf = (row: Row) =>
  shop.db.query(
    `SELECT outside_order.outside_id AS id, amount_fen AS amountFen FROM outside_order
     JOIN outside_customer ON outside_customer.id = customer_id
     WHERE outside_customer.outside_id = ? ORDER BY outside_order.outside_id`,
    [row.顾客编号],
  ) as Promise<{ id: string; amountFen: number }[]>;

describe('given a file of orders from elsewhere', () => {
  it('when it is tried dry, then it says what it would do, whom it would match, and does nothing', async () => {
    const [ann, phone] = [await aShopper(shop), aPhone()];
    await bound(ann, phone);
    const rows = [aRow({ 手机号: phone }), aRow(), aRow({ 金额: 'x' })];
    const dry = await report([...rows, { ...rows[1]!, 订单号: 'again' }], { dryRun: true });
    expect(dry).toMatchObject({ rowsTotal: 4, rowsDone: 4, created: 3, refused: 1 });
    expect(dry.customers).toMatchObject({ total: 2, created: 2, matched: 1, waiting: 1, held: 0 });
    expect(await ordersOf(rows[0]!)).toEqual([]);
    const real = await report([...rows, { ...rows[1]!, 订单号: 'again' }]);
    expect({ ...real, dryRun: true }).toEqual(dry);
  });

  it('when rows are bad, then each is named by its line and the others come in', async () => {
    const twice = aRow();
    const found = await report([aRow(), aRow({ 下单时间: '昨天' }), twice, twice, aRow()]);
    expect(found).toMatchObject({ created: 2, refused: 3, amountFen: 17_760 });
    expect(found.problems).toEqual([
      { line: 3, column: 'orderedAt', reason: 'TIME_INVALID' },
      { line: 4, column: 'orderId', reason: 'ORDER_REPEATED' },
      { line: 5, column: 'orderId', reason: 'ORDER_REPEATED' },
    ]);
  });

  it('when it comes again, then nothing changes; a changed amount is taken over', async () => {
    const rows = [aRow(), aRow()];
    await report(rows);
    expect(await report(rows)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    const changed = await report([{ ...rows[0]!, 金额: '0' }, rows[1]!]);
    expect(changed).toMatchObject({ updated: 1, unchanged: 1 });
    expect(await ordersOf(rows[0]!)).toMatchObject([{ amountFen: 0 }]);
    const elsewhere = await report(rows, { source: 'jd' });
    expect(elsewhere).toMatchObject({ created: 2 });
  });

  it('when it has no order ids, then rows that are alike are told apart by their line', async () => {
    const { 订单号: _, ...row } = aRow();
    const file = orderFile([row, row]);
    const first = await ordersImported(shop, operator, file, { source: 'old-till' });
    expect(first.report).toMatchObject({ created: 2, amountFen: 17_760 });
    const again = await ordersImported(shop, operator, file, { source: 'old-till' });
    expect(again.report).toMatchObject({ created: 0, unchanged: 2 });
  });

  it('when it is not a file of orders, then it is refused at once', async () => {
    const file = orderFile([{ 名称: '杯子' }]);
    await expect(ordersImported(shop, operator, file)).rejects.toThrow('IMPORT_INVALID');
  });
});

describe('given somebody who bought elsewhere', () => {
  it('when they bind that phone later, then they are found, and no balance moves', async () => {
    const row = aRow({ 手机号: aPhone() });
    await report([row]);
    expect(await known('waiting', row)).toMatchObject([{ shopperId: null }]);
    const ann = await aShopper(shop);
    await bound(ann, row.手机号);
    expect(await known('matched', row)).toMatchObject([{ shopperId: ann.id }]);
    expect(await balanceOf(shop, ann.id)).toMatchObject({ principal: 0, bonus: 0 });
  });

  it('when their member number is a shopper’s, then they are that shopper', async () => {
    const [ann, phone] = [await aShopper(shop), aPhone()];
    await bound(ann, phone);
    const row = aRow({ 会员号: 'VIP-7' });
    await imported(shop, operator, memberFile([{ 会员号: 'VIP-7', 手机号: phone }]));
    expect((await report([row])).customers).toMatchObject({ matched: 1 });
    expect(await known('matched', row)).toMatchObject([{ shopperId: ann.id }]);
  });

  it('when two shoppers could be them, then nobody is guessed, and an operator says who', async () => {
    const [ann, bo, phone] = [await aShopper(shop), await aShopper(shop), aPhone()];
    await bound(ann, phone);
    await bound(bo, phone);
    const row = aRow({ 手机号: phone });
    expect((await report([row])).customers).toMatchObject({ held: 1, matched: 0 });
    const [held] = await known('held', row);
    expect([...held!.candidateIds].sort()).toEqual([ann.id, bo.id].sort());
    const path = `/ops/outside-orders/customers/${held!.id}/match`;
    expect(await operator.refusal('POST', path, { body: { shopperId: held!.id } })).toBe(
      'MEMBER_NOT_FOUND',
    );
    await operator.post(path, { shopperId: bo.id });
    expect(await known('matched', row)).toMatchObject([{ shopperId: bo.id }]);
    const { items } = await operator.get<Page<AuditEntry>>('/ops/audit-log?limit=1');
    expect(items).toMatchObject([
      {
        action: 'outside-customer.match',
        before: { state: 'held', shopperId: null },
        after: { state: 'matched', shopperId: bo.id },
      },
    ]);
  });

  it('when they delete their account, then no key of theirs is left, also after the next file', async () => {
    const [ann, row] = [await aShopper(shop), aRow({ 手机号: aPhone(), unionid: 'u-of-ann' })];
    await report([row]);
    await bound(ann, row.手机号);
    await deleted(shop, ann);
    expect(await placesOf(shop, row.手机号)).toEqual([]);
    await report([row]);
    expect(await placesOf(shop, row.手机号)).toEqual([]);
    expect(await placesOf(shop, 'u-of-ann')).toEqual([]);
  });
});

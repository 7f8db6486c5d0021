import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CommissionLine, OpsCommission, Page } from '@siyu/shared';
import { Commissions } from '../../../server/src/promoters/commission/commissions.service.js';
import { RecountCommission } from '../../../server/src/promoters/commission/recount-commission.service.js';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { refundedUnits } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { afterDays, aSkuFor, settled, unitsOf } from '../../factories/fulfilment.js';
import { client } from '../../factories/http.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { deleted, deletionOf } from '../../factories/personal-data.js';
import {
  aCustomerOf,
  aPromoter,
  completed,
  earningsOf,
  setCommission,
  withdrawn,
  type TestPromoter,
} from '../../factories/promoter.js';
import { aBuyer, paid, payInSheet, placed, prepaid, type Buyer } from '../../factories/purchase.js';
import { aDevice, opened, standingOf } from '../../factories/referral.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { addAddress, aShopper } from '../../factories/shopper.js';
import { paidWith } from '../../factories/tenders.js';
import { aLot } from '../../factories/wallet.js';

let shop: TestShop;
let operator: TestOperator;
let ann: TestPromoter;
let bo: TestPromoter;
let cat: Buyer;
let skuId: string;
beforeAll(async () => {
  shop = await aShop();
  skuId = await aSkuFor(shop, { priceFen: 5_900 as never, stock: 1_000 });
});
beforeEach(async () => {
  operator = await anOperator(shop);
  await setCommission(operator);
  bo = await aPromoter(shop, operator);
  ann = await aPromoter(shop, operator, bo.link);
  cat = await aCustomerOf(shop, ann);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const two = () => ({ skuId, quantity: 2 });
const work = <T>(service: abstract new (...args: never[]) => T): T =>
  shop.app.get<T>(service as never, { strict: false });
const commissionsOf = async ({ id }: { id: string }) =>
  (await operator.get<Page<OpsCommission>>(`/ops/promoters/${id}/commissions`)).items;

/** So many days later, everybody logged in again. */
async function daysOn(days: number): Promise<void> {
  ({ buyer: cat, operator } = await afterDays(shop, days, { buyer: cat, operator }));
  for (const one of [ann, bo]) Object.assign(one, await aShopper(shop, { openid: one.openid }));
}

describe('given a promoter, and another who recruited them', () => {
  it('when their customer buys for ¥118.00, then a tenth and a twentieth of it are estimated', async () => {
    await paid(shop, cat, [two()]);
    expect(await earningsOf(ann)).toEqual({ estimatedFen: 1_180 });
    expect(await earningsOf(bo)).toEqual({ estimatedFen: 590 });
    const { items } = await ann.get<Page<CommissionLine>>('/shop/promoter/commissions');
    expect(items).toMatchObject([{ level: 1, state: 'estimated', leftFen: 1_180, settleAt: null }]);
  });

  it('when the order is received and after-sales are over, then it settles', async () => {
    await completed(shop, operator, cat, two());
    expect(await earningsOf(ann)).toEqual({ estimatedFen: 1_180 });
    await daysOn(15);
    expect(await earningsOf(ann)).toEqual({ settledFen: 1_180 });
    expect(await earningsOf(bo)).toEqual({ settledFen: 590 });
  });

  it('when half and then the rest is refunded, then half and then nothing is left', async () => {
    const order = await paid(shop, cat, [two()]);
    await refundedUnits(shop, operator, order, unitsOf(order, 1));
    expect(await earningsOf(ann)).toEqual({ estimatedFen: 590 });
    expect(await earningsOf(bo)).toEqual({ estimatedFen: 295 });
    await refundedUnits(shop, operator, order, unitsOf(order, 1));
    expect([await earningsOf(ann), await earningsOf(bo)]).toEqual([{}, {}]);
  });

  it('when they buy themselves, then the one who brought them earns and they do not', async () => {
    const { id: addressId } = await addAddress(ann);
    await paid(shop, { ...ann, addressId }, [two()]);
    expect([await earningsOf(ann), await earningsOf(bo)]).toEqual([{}, { estimatedFen: 1_180 }]);
  });

  it('when the rule has one level, or commission is off, then nobody else earns', async () => {
    await setCommission(operator, { levels: 1 });
    shop.clock.advance(1_000);
    await paid(shop, cat, [two()]);
    expect([await earningsOf(ann), await earningsOf(bo)]).toEqual([{ estimatedFen: 1_180 }, {}]);
    await setCommission(operator, { isOn: false });
    shop.clock.advance(1_000);
    await paid(shop, cat, [two()]);
    expect(await earningsOf(ann)).toEqual({ estimatedFen: 1_180 });
  });

  it('when the first is suspended, then neither earns', async () => {
    await operator.post(`/ops/promoters/${ann.id}/suspension`, { reason: '核实中' });
    await paid(shop, cat, [two()]);
    expect([await earningsOf(ann), await earningsOf(bo)]).toEqual([{}, {}]);
  });
});

describe('given somebody logged in opens a link and pays before the visit is decided', () => {
  const opens = (buyer: Buyer) => opened(shop, ann.link, { device: aDevice(), by: buyer });

  it('then the order is by that link, however late it is decided', async () => {
    const dan = await aBuyer(shop);
    await opens(dan);
    shop.clock.advance(2_000);
    await paid(shop, dan, [two()]);
    expect(await standingOf(operator, dan.id)).toEqual({
      ...{ owner: ann.id, reasons: ['FIRST_BINDING'] },
    });
    expect(await earningsOf(ann)).toEqual({ estimatedFen: 1_180 });
  });

  it('when they opened it after they paid, then it is by nobody', async () => {
    const dan = await aBuyer(shop);
    await paid(shop, dan, [two()]);
    shop.clock.advance(2_000);
    await opens(dan);
    await shop.settle();
    expect(await standingOf(operator, dan.id)).toEqual({ owner: null, reasons: ['NOT_NEW'] });
    expect(await earningsOf(ann)).toEqual({});
  });
});

describe('given a rule that changes', () => {
  it('when an order was paid before, then it keeps the rule it was paid under', async () => {
    const order = await paid(shop, cat, [two()]);
    shop.clock.advance(1_000);
    const version = await setCommission(operator, { rates: { level1Bps: 100, level2Bps: 0 } });
    await refundedUnits(shop, operator, order, unitsOf(order, 1));
    await paid(shop, cat, [two()]);
    const [newer, older] = await commissionsOf(ann);
    expect(newer).toMatchObject({ ruleVersion: version, givenFen: 118 });
    expect(older).toMatchObject({ ruleVersion: version - 1, givenFen: 1_180, leftFen: 590 });
  });
});

describe('given news of an order', () => {
  const estimate = (orderId: string, end = () => Promise.resolve()) =>
    inTransaction(shop.db, async (tx) => {
      await work(Commissions).estimate(tx, orderId);
      await end();
    });

  it('when the server is killed while it counts, then it counts the next time, and once', async () => {
    const { id } = await placed(cat, [two()]);
    await payInSheet(shop, await prepaid(cat, id));
    await client(shop.sandbox.url).post('/sandbox/callbacks/flush', { all: true });
    const killed = () => Promise.reject(new Error('killed'));
    await expect(estimate(id, killed)).rejects.toThrow('killed');
    expect(await earningsOf(ann)).toEqual({});
    await shop.settle();
    await estimate(id);
    expect(await earningsOf(ann)).toEqual({ estimatedFen: 1_180 });
  });

  it('when the order went back and was received before, then only the rest is estimated', async () => {
    await setCommission(operator, { isOn: false });
    shop.clock.advance(1_000);
    const order = await completed(shop, operator, cat, two());
    await refundedUnits(shop, operator, order, unitsOf(order, 1));
    await shop.db.query('UPDATE commission_rule SET created_at = ? WHERE version = ?', [
      new Date(shop.clock.now().getTime() - 86_400_000),
      await setCommission(operator),
    ]);
    await Promise.all([estimate(order.id), estimate(order.id)]);
    await inTransaction(shop.db, (tx) => work(RecountCommission).recount(tx, order.id));
    expect(await earningsOf(ann)).toEqual({ estimatedFen: 590 });
    await daysOn(15);
    expect(await earningsOf(ann)).toEqual({ settledFen: 590 });
  });
});

it('case 51: given settled commission was withdrawn, when the order goes back, then it is owed', async () => {
  const order = await completed(shop, operator, cat, two());
  await daysOn(15);
  await withdrawn(ann, 1_180);
  expect(await earningsOf(ann)).toEqual({ withdrawnFen: 1_180 });
  await refundedUnits(shop, operator, order, unitsOf(order));
  expect(await earningsOf(ann)).toEqual({ withdrawnFen: 1_180, owedFen: 1_180 });
  expect(await earningsOf(bo)).toEqual({});
  await completed(shop, operator, cat, { skuId, quantity: 3 });
  await daysOn(15);
  expect(await earningsOf(ann)).toEqual({ withdrawnFen: 1_180, settledFen: 590 });
});

it('case 52: given an order is paid by balance, then its principal counts, its bonus does not', async () => {
  await aLot(shop, cat.id, { principal: 8_850, bonus: 2_950 });
  await paidWith(shop, cat, [two()], { balanceFen: 11_800 as never });
  await settled(shop);
  expect(await earningsOf(ann)).toEqual({ estimatedFen: 885 });
});

it('case 53: given a promoter’s account is deleted, then what may settle stays frozen in their name', async () => {
  const order = await paid(shop, cat, [two()]);
  expect((await deletionOf(ann)).givenUp).toContainEqual({
    ...{ kind: 'estimated-commission', amount: 1_180 },
  });
  await deleted(shop, ann);
  expect(await commissionsOf(ann)).toMatchObject([
    { orderId: order.id, promoterId: ann.id, state: 'frozen', leftFen: 1_180 },
  ]);
  await refundedUnits(shop, operator, order, unitsOf(order, 1));
  expect(await commissionsOf(ann)).toMatchObject([{ state: 'frozen', leftFen: 590 }]);
  await paid(shop, cat, [two()]);
  expect(await commissionsOf(ann)).toHaveLength(1);
});

it('case 54: given somebody wants a third level, then the database has no room for one', async () => {
  const { id, lines } = await paid(shop, cat, [two()]);
  const share = `INSERT INTO commission_share SELECT order_id, 3, buyer_id, buyer_id, rule_version,
    state, given_fen, left_fen, step, paid_at, settle_at, frozen_for
    FROM commission_share WHERE order_id = ? AND level = 1`;
  await expect(shop.db.query(share, [id])).rejects.toThrow('commission_share_level');
  const line = `INSERT INTO commission SELECT order_line_id, 3, order_id, rate_bps, counted_fen,
    commission_fen FROM commission WHERE order_line_id = ? AND level = 1`;
  await expect(shop.db.query(line, [lines[0]!.id])).rejects.toThrow('commission_level');
  const again = line.replace(', 3,', ', 2,');
  await expect(shop.db.query(again, [lines[0]!.id])).rejects.toThrow('Duplicate entry');
});

it('case 63: given settled or frozen commission, then it is owed and the account stays', async () => {
  const order = await completed(shop, operator, cat, two());
  await daysOn(15);
  const blocks = async () => (await deletionOf(ann)).blocks;
  const owed = [{ kind: 'commission', amount: 1_180 }];
  expect(await blocks()).toEqual(owed);
  await operator.post(`/ops/commissions/${order.id}/freeze`, { reason: '核实中' });
  expect([await blocks(), await earningsOf(ann)]).toEqual([owed, { frozenFen: 1_180 }]);
  await operator.post(`/ops/commissions/${order.id}/release`, { reason: '无问题' });
  await shop.settle();
  expect(await earningsOf(ann)).toEqual({ settledFen: 1_180 });
});

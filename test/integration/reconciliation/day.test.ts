import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { beijingDay, daysAfter } from '@siyu/shared';
import { answered, arrived, asked } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { client } from '../../factories/http.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aProduct, aSku, stocked } from '../../factories/product.js';
import {
  aBuyer,
  aHandle,
  notified,
  orderOf,
  paid,
  paymentIdOf,
  payInSheet,
  placed,
  prepaid,
  skuOf,
  type Buyer,
} from '../../factories/purchase.js';
import { differencesOf, jobsDone, reconciled } from '../../factories/reconciliation.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { setSwitches } from '../../factories/shopper.js';
import { answersSheet, aTransfer, heard, transferNow } from '../../factories/transfer.js';

const DAY_MS = 86_400_000;
const DIFFERENCES = '/ops/reconciliation/differences';

let shop: TestShop;
let operator: TestOperator;
let buyer: Buyer;
let skuId: string;

beforeAll(async () => {
  shop = await aShop();
  const handle = aHandle();
  await stocked(shop, aProduct({ handle, skus: [aSku({ stock: 50 })] }));
  skuId = await skuOf(shop, handle);
});
beforeEach(async () => {
  operator = await anOperator(shop);
  buyer = await aBuyer(shop);
});
afterEach(async () => {
  await client(shop.sandbox.url).del('/sandbox/switches');
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

const today = () => beijingDay(shop.clock.now());
const bought = async () => {
  const order = await paid(shop, buyer, [{ skuId, quantity: 1 }]);
  return { orderId: order.id, paymentId: await paymentIdOf(shop, order.id) };
};
const planted = (kind: string, number: string, more: object = {}) =>
  setSwitches(shop, { billDifferences: [{ kind, number, ...more }] });

/** Whatever was bought today, on the bill of tomorrow noon; sessions do not last that long. */
async function nextNoon(): Promise<string> {
  const day = today();
  shop.clock.advance(DAY_MS);
  operator = await anOperator(shop);
  return day;
}
/** What was found on a day, without ids. */
const found = async (day: string) =>
  (await differencesOf(operator, `&day=${day}`)).map(({ kind, cause, number, resolution }) => ({
    ...{ kind, cause, number, resolution },
  }));
const settled = (id: string, resolution = 'explained') =>
  operator.post(`${DIFFERENCES}/${id}/settlement`, { resolution, note: '已与微信客服核实' });

describe('given a day of business', () => {
  it('when bills and books say the same, then it is closed, with its sums', async () => {
    const { orderId } = await bought();
    const order = await orderOf(buyer, orderId);
    const request = await asked(buyer, order);
    await answered(operator, request.id, 'approval');
    await arrived(shop);
    const { id } = await aTransfer(shop, { amount: 1_000 });
    await shop.settle();
    await answersSheet(shop, (await transferNow(shop, id)).packageInfo);
    await heard(shop);
    const day = await nextNoon();
    expect(await reconciled(shop, operator, day)).toMatchObject({
      ...{ state: 'closed', differences: { open: 0, settled: 0 }, lastError: null },
      totals: {
        ...{ payments: 1, paidFen: order.totalFen, refunds: 1, transfers: 1 },
        ...{ transferredFen: 1_000, incomeFen: order.totalFen },
      },
    });
  });

  it('when nothing was bought, then there is no bill, and the day is closed', async () => {
    const day = await nextNoon();
    const { state, totals } = await reconciled(shop, operator, day);
    expect([state, totals?.payments, totals?.balanceFen]).toEqual(['closed', 0, null]);
  });

  it('when WeChat never told us of a payment, then it is asked, and they agree', async () => {
    await setSwitches(shop, { notifyLost: true });
    const { id } = await placed(buyer, [{ skuId, quantity: 1 }]);
    await payInSheet(shop, await prepaid(buyer, id));
    const day = await nextNoon();
    expect(await reconciled(shop, operator, day)).toMatchObject({ state: 'closed' });
    const number = await paymentIdOf(shop, id);
    const expected = { kind: 'state', cause: 'unknown-outcome', resolution: 'agrees-now' };
    expect(await found(day)).toEqual([{ ...expected, number }]);
    await notified(shop);
    expect(await operator.get(`/ops/orders/${id}`)).toMatchObject({ state: 'to-ship' });
  });

  it('when a payment is on the bill of the next day, then its day is closed with that', async () => {
    const { paymentId } = await bought();
    await planted('late', paymentId);
    const day = await nextNoon();
    expect((await reconciled(shop, operator, day)).state).toBe('open');
    const missing = { kind: 'missing-there', number: paymentId };
    expect(await found(day)).toEqual([{ ...missing, cause: null, resolution: null }]);
    const next = await nextNoon();
    expect((await reconciled(shop, operator, next)).state).toBe('closed');
    const explained = { cause: 'late', resolution: 'billed-another-day' };
    expect(await found(day)).toEqual([{ ...missing, ...explained }]);
    expect(await operator.get(`/ops/reconciliation/days/${day}`)).toMatchObject({
      state: 'closed',
    });
  });
});

describe('given a difference that nothing explains', () => {
  it('when a person settles it, then the day is closed; when that is taken back, open', async () => {
    await planted('omit', (await bought()).paymentId);
    const day = await nextNoon();
    expect((await reconciled(shop, operator, day)).state).toBe('open');
    const [one] = await differencesOf(operator, `&day=${day}&state=open`);
    expect(await settled(one!.id)).toMatchObject({
      ...{ state: 'settled', resolution: 'explained', note: '已与微信客服核实' },
      settledBy: operator.name,
    });
    const shown = () => operator.get(`/ops/reconciliation/days/${day}`);
    expect(await shown()).toMatchObject({ state: 'closed', differences: { open: 0, settled: 1 } });
    expect(await operator.refusal('POST', `/ops/reconciliation/days/${day}`)).toBe(
      'RECONCILIATION_STATE',
    );
    await operator.post(`${DIFFERENCES}/${one!.id}/reopening`, { note: '看错了' });
    expect(await shown()).toMatchObject({ state: 'open', differences: { open: 1, settled: 0 } });
  });

  it('when it is matched again, then what a person settled stays so, and the rest is found once', async () => {
    const two = [await bought(), await bought()].map(({ paymentId }) => paymentId);
    const kinds = two.map((number) => ({ kind: 'omit', number }));
    await setSwitches(shop, { billDifferences: kinds });
    const day = await nextNoon();
    await reconciled(shop, operator, day);
    const [first] = await differencesOf(operator, `&day=${day}`);
    await settled(first!.id, 'written-off');
    const again = await reconciled(shop, operator, day);
    expect(again.differences).toEqual({ open: 1, settled: 1 });
    await client(shop.sandbox.url).del('/sandbox/switches');
    expect((await reconciled(shop, operator, day)).state).toBe('closed');
    expect((await found(day)).map(({ resolution }) => resolution).sort()).toEqual([
      'agrees-now',
      'written-off',
    ]);
  });

  it('when what agreed differs again, then it is open again', async () => {
    const { paymentId } = await bought();
    const other = await bought();
    const both = [paymentId, other.paymentId].map((number) => ({ kind: 'omit', number }));
    await setSwitches(shop, { billDifferences: both });
    const day = await nextNoon();
    await reconciled(shop, operator, day);
    await planted('omit', other.paymentId);
    expect((await reconciled(shop, operator, day)).differences).toEqual({ open: 1, settled: 1 });
    await setSwitches(shop, { billDifferences: both });
    expect((await reconciled(shop, operator, day)).differences).toEqual({ open: 2, settled: 0 });
  });

  it('when differences are downloaded, then each is a row with words', async () => {
    const answer = await fetch(`${shop.url}${DIFFERENCES}.csv?kind=missing-there`, {
      headers: { authorization: `Bearer ${operator.token}` },
    });
    const [header, ...rows] = (await answer.text()).trim().split('\n');
    expect(header).toContain('账单日,对象,差异,原因');
    expect(rows.every((row) => row.includes('支付,账单缺失'))).toBe(true);
    expect(rows.length).toBeGreaterThan(3);
  });
});

describe('given bills that cannot be had', () => {
  it('when a day is not over, or three months ago, then it is refused', async () => {
    const old = beijingDay(daysAfter(shop.clock.now(), -91));
    for (const day of [today(), old]) {
      const path = `/ops/reconciliation/days/${day}`;
      expect(await operator.refusal('POST', path)).toBe('BILL_UNAVAILABLE');
    }
    expect(await operator.refusal('GET', `/ops/reconciliation/days/${old}`)).toBe('NOT_FOUND');
    expect(await operator.refusal('POST', '/ops/reconciliation/days/2026-02-30')).toBe(
      'INVALID_INPUT',
    );
  });

  it('when WeChat fails, then the day waits and says why, and is fetched later', async () => {
    const day = await nextNoon();
    await setSwitches(shop, {
      errors: [{ path: '/v3/bill/tradebill', code: 'NO_AUTH', times: 1 }],
    });
    expect(await reconciled(shop, operator, day)).toMatchObject({
      ...{ state: 'waiting', lastError: expect.stringContaining('NO_AUTH') },
    });
    shop.clock.advance(60_000);
    await jobsDone(shop);
    const shown = await operator.get(`/ops/reconciliation/days/${day}`);
    expect(shown).toMatchObject({ state: 'closed', lastError: null });
  });
});

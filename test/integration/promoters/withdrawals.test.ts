import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  Approval,
  BroughtShopper,
  CommissionPreview,
  CommissionReportRow,
  OpsPromoter,
  Page,
  VersionedCommissionRule,
  WalletView,
  Withdrawal,
} from '@siyu/shared';
import { fen } from '../../../shared/src/money.js';
import { DEFAULT_WITHDRAWAL_RULE } from '../../../server/src/promoters/withdrawals/withdrawal-rule.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aSkuFor } from '../../factories/fulfilment.js';
import { newKey } from '../../factories/http.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { idsOf } from '../../factories/product.js';
import {
  aCustomerOf,
  aPromoter,
  completed,
  earningsOf,
  setCommission,
  setWithdrawals,
  withdrawn,
  type TestPromoter,
} from '../../factories/promoter.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper } from '../../factories/shopper.js';

let shop: TestShop;
let operator: TestOperator;
let skuId: string;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  skuId = await aSkuFor(shop, { priceFen: fen(10_000), stock: 1_000 });
  await setCommission(operator);
});
beforeEach(() => setWithdrawals(operator, DEFAULT_WITHDRAWAL_RULE));
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

/** A promoter with ¥100.00 of settled commission. */
async function aRichPromoter(): Promise<TestPromoter> {
  const promoter = await aPromoter(shop, operator);
  const buyer = await aCustomerOf(shop, promoter);
  await completed(shop, operator, buyer, { skuId, quantity: 10 });
  // As if after-sales were over: sessions and other promoters of this file stay as they are.
  await shop.db.query('UPDATE commission_share SET settle_at = ?', [shop.clock.now()]);
  await shop.settle();
  return promoter;
}

describe('given ¥100.00 of settled commission', () => {
  let ann: TestPromoter;
  beforeEach(async () => {
    ann = await aRichPromoter();
  });

  it('when some is withdrawn to the balance, then it is principal there, once for a key', async () => {
    const key = newKey();
    const first = await withdrawn(ann, 4_000, {}, key);
    expect(first).toMatchObject({ state: 'paid', amountFen: 4_000, taxFen: 0, netFen: 4_000 });
    expect(await withdrawn(ann, 4_000, {}, key)).toEqual(first);
    expect(await earningsOf(ann)).toEqual({ settledFen: 6_000, withdrawnFen: 4_000 });
    const wallet = await ann.get<WalletView>('/shop/wallet');
    expect(wallet).toMatchObject({ principalFen: 4_000, bonusFen: 0 });
  });

  it('when six ask for a third at once, then three have it and nothing is overdrawn', async () => {
    await setWithdrawals(operator, { dailyTimesMax: 10 });
    const body = { channel: 'balance', amountFen: 3_000, shownTaxFen: 0 };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => ann.refusal('POST', '/shop/promoter/withdrawals', { body })),
    );
    expect(answers.filter((code) => code === null)).toHaveLength(3);
    expect(answers.filter((code) => code === 'COMMISSION_INSUFFICIENT')).toHaveLength(3);
    expect(await earningsOf(ann)).toEqual({ settledFen: 1_000, withdrawnFen: 9_000 });
  });

  it('when an operator is to pay, then it waits, and is paid or the promoter’s again', async () => {
    const asked = { channel: 'offline', payee: '招商银行 6225 王小茶' } as const;
    const [paidOne, returned] = [
      await withdrawn(ann, 4_000, asked),
      await withdrawn(ann, 5_000, asked),
    ];
    expect(await earningsOf(ann)).toEqual({ settledFen: 1_000, withdrawingFen: 9_000 });
    await operator.post(`/ops/withdrawals/${paidOne.id}/payment`, { note: '网银 20261130-7' });
    await operator.post(`/ops/withdrawals/${returned.id}/return`, { note: '账号有误' });
    expect(await earningsOf(ann)).toEqual({ settledFen: 6_000, withdrawnFen: 4_000 });
    const again = { body: { note: '再付一次' } };
    expect(await operator.refusal('POST', `/ops/withdrawals/${returned.id}/payment`, again)).toBe(
      'WITHDRAWAL_STATE',
    );
    const { items } = await ann.get<Page<Withdrawal>>('/shop/promoter/withdrawals');
    expect(items.map(({ state, note }) => [state, note])).toEqual([
      ['returned', '账号有误'],
      ['paid', '网银 20261130-7'],
    ]);
  });

  it('when it is above the limit, then an operator approves or rejects it', async () => {
    await setWithdrawals(operator, { approveAboveFen: fen(3_000) });
    for (const decision of ['approval', 'rejection']) {
      expect(await withdrawn(ann, 4_000)).toMatchObject({ state: 'asked' });
      const { items } = await operator.get<Page<Approval>>('/ops/approvals?state=pending');
      await operator.post(`/ops/approvals/${items[0]!.id}/${decision}`);
    }
    expect(await earningsOf(ann)).toEqual({ settledFen: 6_000, withdrawnFen: 4_000 });
  });

  it('when the month’s sum is taxed, then it is refused, or paid less the tax that was shown', async () => {
    const tax = { ...DEFAULT_WITHDRAWAL_RULE.tax, freeMonthlyFen: fen(5_000) };
    await setWithdrawals(operator, { tax });
    const body = { channel: 'balance', amountFen: 6_000, shownTaxFen: 0 };
    const asked = () => ann.refusal('POST', '/shop/promoter/withdrawals', { body });
    expect(await asked()).toBe('WITHDRAWAL_LIMIT');
    await setWithdrawals(operator, { tax: { ...tax, above: 'withheld' } });
    expect(await asked()).toBe('WITHDRAWAL_CHANGED');
    expect(await ann.get('/shop/promoter/withdrawal-tax?amountFen=6000')).toEqual({
      ...{ taxFen: 200, netFen: 5_800 },
    });
    await withdrawn(ann, 6_000, { shownTaxFen: fen(200) });
    expect((await ann.get<WalletView>('/shop/wallet')).principalFen).toBe(5_800);
  });

  it('when they are suspended, then nothing is withdrawn; when they left, then it is', async () => {
    await operator.post(`/ops/promoters/${ann.id}/suspension`, { reason: '核实中' });
    const body = { channel: 'balance', amountFen: 1_000, shownTaxFen: 0 };
    expect(await ann.refusal('POST', '/shop/promoter/withdrawals', { body })).toBe(
      'PROMOTER_STATE',
    );
    await operator.post(`/ops/promoters/${ann.id}/approval`, { reason: '无问题' });
    await ann.del('/shop/promoter');
    expect(await withdrawn(ann, 1_000)).toMatchObject({ state: 'paid' });
  });

  it('when an operator looks at a period, then each promoter has a line, in the file too', async () => {
    const period = '?from=2026-11-18&to=2026-11-18';
    const rows = await operator.get<CommissionReportRow[]>(`/ops/promoters/report${period}`);
    expect(rows.find(({ promoterId }) => promoterId === ann.id)).toMatchObject({
      ...{ level: 1, orders: 1, countedFen: 100_000, givenFen: 10_000, settledFen: 10_000 },
    });
    const { token } = operator;
    const headers = { authorization: `Bearer ${token}` };
    const file = await fetch(`${shop.url}/ops/promoters/report.csv${period}`, { headers });
    expect(await file.text()).toContain(`${ann.id},,1,1,1000.00,100.00,0.00,0.00,100.00,0.00`);
  });

  it('when they look at their team, then it lists the friend who bought and the one who has not', async () => {
    const dan = await aCustomerOf(shop, ann);
    await aCustomerOf(shop, await aPromoter(shop, operator, ann.link));
    const team = (query: string) =>
      ann.get<Page<BroughtShopper>>(`/shop/promoter/team?limit=2${query}`);
    const { items, nextCursor } = await team('');
    const nothing = { orders: 0, commissionFen: 0, lastPaidAt: null, isInForce: true };
    expect(items).toMatchObject([nothing, { id: dan.id, ...nothing }]);
    const older = await team(`&cursor=${nextCursor}`);
    expect(older).toMatchObject({
      items: [{ orders: 1, commissionFen: 10_000 }],
      nextCursor: null,
    });
    expect(Date.parse(items[1]!.joinedAt)).toBe(shop.clock.now().getTime());
  });
});

describe('given somebody wants to be a promoter', () => {
  it('when an operator answers, then they are told why, and may apply again if rejected', async () => {
    const eve = await aShopper(shop);
    const apply = { body: { statement: '我想试试' } };
    expect(await eve.refusal('POST', '/shop/promoter', apply)).toBeNull();
    expect(await eve.refusal('POST', '/shop/promoter', apply)).toBe('PROMOTER_STATE');
    await operator.post(`/ops/promoters/${eve.id}/rejection`, { reason: '资料不全' });
    expect(await eve.get('/shop/promoter')).toMatchObject({
      ...{ state: 'rejected', reason: '资料不全' },
    });
    expect(await eve.refusal('POST', '/shop/promoter', apply)).toBeNull();
    const { items } = await operator.get<Page<OpsPromoter>>('/ops/promoters?state=applied');
    expect(items).toMatchObject([{ shopperId: eve.id, statement: '我想试试' }]);
  });

  it('when a promoter brought them, then that is who recruited them, for good', async () => {
    const ann = await aPromoter(shop, operator);
    const bo = await aPromoter(shop, operator, ann.link);
    await bo.del('/shop/promoter');
    await bo.post('/shop/promoter', { statement: '' });
    await operator.post(`/ops/promoters/${bo.id}/approval`, { reason: '回来了' });
    await operator.put(`/ops/promoters/${bo.id}/rank`, { rank: 2, reason: '业绩好' });
    const { items } = await operator.get<Page<OpsPromoter>>('/ops/promoters?limit=50');
    expect(items.find(({ shopperId }) => shopperId === bo.id)).toMatchObject({
      ...{ recruitedBy: ann.id, rank: 2, state: 'approved' },
    });
  });
});

it('given a rule, when it is previewed or edited twice at once, then it says so', async () => {
  const path = '/ops/promoter-rules/commission';
  const current = await operator.get<VersionedCommissionRule>(path);
  const [{ handle }] = (await shop.db.query(
    'SELECT handle FROM product JOIN sku ON sku.product_id = product.id WHERE sku.id = ?',
    [skuId],
  )) as [{ handle: string }];
  const { productId } = await idsOf(shop, handle);
  const { rule } = current;
  const rates = { level1Bps: 2_000, level2Bps: 2_000 };
  const ask = { rule: { ...rule, products: [{ productId, ...rates }] }, ranks: [1, 1] };
  const lines = [{ productId, paidFen: 1_000 }];
  expect(await operator.post<CommissionPreview>(`${path}/preview`, { ...ask, lines })).toEqual([
    { level: 1, amountFen: 200, rateBps: [2_000] },
    { level: 2, amountFen: 100, rateBps: [1_000] },
  ]);
  await operator.put(path, current);
  expect(await operator.refusal('PUT', path, { body: current })).toBe('VERSION_CONFLICT');
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AdjustedWallet,
  type OpsRecharge,
  type OpsWallet,
  type Page,
  type VersionedWalletSettings,
  type WalletMonth,
} from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { notified } from '../../factories/purchase.js';
import { offeredPlan, rechargeBy, recharged } from '../../factories/recharge.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, type TestShopper } from '../../factories/shopper.js';
import { anId, bought, held, lotsOf } from '../../factories/wallet.js';

let shop: TestShop;
let operator: TestOperator;
let ann: TestShopper;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
});
afterEach(() => expectCleanAudit(shop));
afterAll(() => shop.close());

const adjust = (by: TestOperator, principalFen: number, bonusFen = 0) =>
  by.post<AdjustedWallet>(`/ops/wallets/${ann.id}/adjustments`, {
    ...{ principalFen, bonusFen, reason: '补偿' },
  });
const balance = () => operator.get<OpsWallet>(`/ops/wallets/${ann.id}`);

describe('given a balance is adjusted by hand', () => {
  it('when it is a small amount, then it is done at once', async () => {
    ann = await aShopper(shop);
    const { approvalId, wallet } = await adjust(operator, 8_000, 2_000);
    expect({ approvalId, ...wallet }).toMatchObject({
      ...{ approvalId: null, principalFen: 8_000, bonusFen: 2_000 },
    });
    await adjust(operator, -3_000, -500);
    expect(await lotsOf(shop, ann.id)).toEqual([[5_000, 1_500]]);
  });

  it('when more is taken than there is, then it is refused', async () => {
    ann = await aShopper(shop);
    const body = { principalFen: -1, bonusFen: 0, reason: '更正' };
    const path = `/ops/wallets/${ann.id}/adjustments`;
    expect(await operator.refusal('POST', path, { body })).toBe('BALANCE_INSUFFICIENT');
    const nobody = `/ops/wallets/${anId(shop)}/adjustments`;
    expect(await operator.refusal('POST', nobody, { body })).toBe('NOT_FOUND');
  });

  it('when it is a large amount, then someone else has to approve it, once', async () => {
    ann = await aShopper(shop);
    const { approvalId } = await adjust(operator, 10_001);
    expect((await balance()).principalFen).toBe(0);
    const path = `/ops/approvals/${approvalId}/approval`;
    expect(await operator.refusal('POST', path)).toBe('APPROVAL_NEEDS_ANOTHER');
    const second = await anOperator(shop, ['approvals.decide']);
    expect(await second.post(path)).toMatchObject({ state: 'approved', decidedBy: second.id });
    expect((await balance()).principalFen).toBe(10_001);
    expect(await second.refusal('POST', path)).toBe('APPROVAL_STATE');
    expect((await balance()).principalFen).toBe(10_001);
  });

  it('when two approve it at once, then it is made once', async () => {
    ann = await aShopper(shop);
    const { approvalId } = await adjust(operator, 20_000);
    const others = await Promise.all([anOperator(shop), anOperator(shop)]);
    const path = `/ops/approvals/${approvalId}/approval`;
    const outcomes = await Promise.all(others.map((other) => other.refusal('POST', path)));
    expect(outcomes.sort()).toEqual(['APPROVAL_STATE', null]);
    expect((await balance()).principalFen).toBe(20_000);
  });

  it('when it is rejected, then nothing moves, also not later', async () => {
    ann = await aShopper(shop);
    const { approvalId } = await adjust(operator, 20_000);
    await operator.post(`/ops/approvals/${approvalId}/rejection`);
    const second = await anOperator(shop);
    const path = `/ops/approvals/${approvalId}/approval`;
    expect(await second.refusal('POST', path)).toBe('APPROVAL_STATE');
    expect((await balance()).principalFen).toBe(0);
  });

  it('when the request is repeated with its key, then it counts once', async () => {
    ann = await aShopper(shop);
    const body = { principalFen: 500, bonusFen: 0, reason: '补偿' };
    for (let times = 0; times < 2; times++) {
      await operator.post(`/ops/wallets/${ann.id}/adjustments`, body, 'a-key-of-this-test-05');
    }
    expect((await balance()).principalFen).toBe(500);
  });
});

describe('the report of issuance and custody', () => {
  it('given months of recharges, orders and refunds, then each month says what moved and what is left', async () => {
    const clean = await aShop();
    try {
      const by = await anOperator(clean);
      const plan = await offeredPlan(by);
      const bo = await aShopper(clean);
      const { id } = await recharged(clean, bo, rechargeBy(plan));
      await bought(clean, bo.id, 40_000);
      await held(clean, bo.id, 4_000);
      // The first minutes of December in Beijing, when UTC still has November.
      clean.clock.set(new Date('2026-11-30T16:05:00.000Z'));
      const late = await anOperator(clean);
      const cause = { cause: 'shop', reason: '停业', offlineReference: null };
      const path = `/ops/recharges/${id}/refund`;
      await late.post(path, { ...cause, shownAmountFen: 267_000 });
      await notified(clean);
      const [november, december] = await late.get<WalletMonth[]>('/ops/wallet/report');
      expect(november).toEqual({
        month: '2026-11',
        principal: side({ issuedFen: 300_000, spentFen: 30_000, outstandingFen: 270_000 }),
        bonus: side({ issuedFen: 100_000, spentFen: 10_000, outstandingFen: 90_000 }),
        custodyFen: 54_000,
      });
      expect(december).toEqual({
        month: '2026-12',
        principal: side({ refundedFen: 267_000, outstandingFen: 3_000 }),
        bonus: side({ refundedFen: 89_000, outstandingFen: 1_000 }),
        custodyFen: 600,
      });
      const csv = await fetch(`${clean.url}/ops/wallet/report.csv`, {
        headers: { authorization: `Bearer ${late.token}` },
      });
      const [, first] = (await csv.text()).split('\n');
      expect(first).toBe(
        '2026-11,3000.00,300.00,0.00,0.00,2700.00,1000.00,100.00,0.00,0.00,900.00,540.00',
      );
    } finally {
      await clean.close();
    }
  });
});

function side(over: Partial<Record<keyof WalletMonth['principal'], number>>) {
  return {
    ...{ issuedFen: 0, spentFen: 0, refundedFen: 0, adjustedFen: 0, outstandingFen: 0 },
    ...over,
  };
}

describe('given what operators read and set', () => {
  it('then recharges are listed with what is left of them', async () => {
    ann = await aShopper(shop);
    const { id } = await recharged(shop, ann, rechargeBy(await offeredPlan(operator)));
    await bought(shop, ann.id, 50_000);
    const path = `/ops/recharges?shopperId=${ann.id}`;
    expect((await operator.get<Page<OpsRecharge>>(path)).items).toMatchObject([
      { id, state: 'paid', principalLeftFen: 262_500, bonusLeftFen: 87_500 },
    ]);
  });

  it('then two who edit the settings at once do not overwrite each other', async () => {
    const path = '/ops/wallet/settings';
    const { settings, version } = await operator.get<VersionedWalletSettings>(path);
    const change = { version, settings: { ...settings, custodyBps: 3_000 } };
    await operator.put(path, change);
    expect(await operator.refusal('PUT', path, { body: change })).toBe('VERSION_CONFLICT');
  });

  it('then who may only read moves nothing', async () => {
    const clerk = await anOperator(shop, ['wallet.read']);
    const asked = ['PUT /ops/wallet/settings', 'POST /ops/wallet/plans'];
    for (const route of [...asked, `POST /ops/wallets/${anId(shop)}/adjustments`]) {
      const [method, path] = route.split(' ') as ['PUT' | 'POST', string];
      expect(await clerk.refusal(method, path, { body: {} })).toBe('PERMISSION_MISSING');
    }
  });
});

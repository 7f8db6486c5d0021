import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ActivationBatch, ActivationCodeView, Page, PaidPlan } from '@siyu/shared';
import { fen } from '../../../../shared/src/money.js';
import { expectCleanAudit } from '../../../factories/audit.js';
import { aSkuFor } from '../../../factories/fulfilment.js';
import { newKey } from '../../../factories/http.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import {
  activationCodes,
  aPaidPlan,
  aTrial,
  onSale,
  paidMembershipOf,
  planBought,
  termsOf,
} from '../../../factories/paid-plan.js';
import { aBuyer, paid } from '../../../factories/purchase.js';
import { aShop, NOON, type TestShop } from '../../../factories/shop.js';
import { aShopper, type TestShopper } from '../../../factories/shopper.js';

const SHOP_PATH = '/shop/activation-codes';
const OPS_PATH = '/ops/activation-batches';
const MONTH_END = '2026-12-18T16:00:00.000Z';

let shop: TestShop;
let operator: TestOperator;
let month: PaidPlan;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  month = await onSale(operator);
});
afterEach(async () => {
  shop.clock.set(NOON);
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

const use = (who: TestShopper, code = '') => who.post(SHOP_PATH, { code });
const whyNot = (who: TestShopper, code = '') => who.refusal('POST', SHOP_PATH, { body: { code } });

describe('given activation codes of a month', () => {
  it('when one is used as typed, then its term begins, saves as any does, and returns nothing', async () => {
    const { codes } = await activationCodes(shop, operator, month);
    const ann = await aBuyer(shop);
    expect(await use(ann, ` ${codes[0]?.toLowerCase().replaceAll('-', ' ')}`)).toMatchObject({
      ...{ planName: '月卡', state: 'active', source: 'code', purchaseId: null },
      endsAt: MONTH_END,
    });
    const skuId = await aSkuFor(shop, { priceFen: fen(10_000) });
    await paid(shop, ann, [{ skuId, quantity: 1 }]);
    expect((await paidMembershipOf(ann)).savedFen).toBe(1_000);
  });

  it('when its user is a member already, then it follows the last of their terms', async () => {
    const { codes } = await activationCodes(shop, operator, month);
    const ann = await aShopper(shop);
    await planBought(shop, ann, month);
    await use(ann, codes[0]);
    const [, second] = await termsOf(ann);
    expect(second?.slice(1, 3)).toEqual(['upcoming', MONTH_END]);
  });

  it('when five use one code at once, then one does', async () => {
    const { batch, codes } = await activationCodes(shop, operator, month);
    const all = await Promise.all(Array.from({ length: 5 }, () => aShopper(shop)));
    const answers = await Promise.all(all.map((one) => whyNot(one, codes[0])));
    expect(answers.filter((one) => one === null)).toHaveLength(1);
    expect(answers.filter((one) => one === 'ACTIVATION_CODE_USED')).toHaveLength(4);
    expect(await operator.get(`${OPS_PATH}/${batch.id}`)).toMatchObject({ printed: 2, used: 1 });
  });

  it('when one is sent twice under one key, then it is used once', async () => {
    const { codes } = await activationCodes(shop, operator, month);
    const ann = await aShopper(shop);
    const [key, body] = [newKey(), { code: codes[0] }];
    const first = await ann.post(SHOP_PATH, body, key);
    expect(await ann.post(SHOP_PATH, body, key)).toEqual(first);
    expect(await whyNot(ann, codes[0])).toBe('ACTIVATION_CODE_USED');
  });

  it('when it is nobody’s, revoked or over, then each is told by its name', async () => {
    const { batch, codes } = await activationCodes(shop, operator, month);
    const ann = await aShopper(shop);
    await use(ann, codes[0]);
    expect(await whyNot(ann, 'ACDE-3467-WXYT')).toBe('ACTIVATION_CODE_UNKNOWN');
    await operator.post(`${OPS_PATH}/${batch.id}/revocation`);
    expect(await whyNot(ann, codes[1])).toBe('ACTIVATION_CODE_REVOKED');
    expect(await whyNot(ann, codes[0])).toBe('ACTIVATION_CODE_USED');
    const over = { validUntil: NOON.toISOString() };
    const { codes: late } = await activationCodes(shop, operator, month, over);
    expect(await whyNot(ann, late[0])).toBe('ACTIVATION_CODE_EXPIRED');
    expect((await paidMembershipOf(ann)).state).toBe('active');
  });

  it('when one guesses, then no more than ten times a minute', async () => {
    const ann = await aShopper(shop);
    // The first request of a session counts for its address.
    await paidMembershipOf(ann);
    const answers: (string | null)[] = [];
    for (let at = 0; at < 11; at++) answers.push(await whyNot(ann, 'ACDE-3467-WXYT'));
    expect(answers.at(-2)).toBe('ACTIVATION_CODE_UNKNOWN');
    expect(answers.at(-1)).toBe('TOO_MANY_REQUESTS');
  });
});

describe('given an operator orders codes', () => {
  it('then they are listed with who used them, and told in a file', async () => {
    const plan = await onSale(operator, aPaidPlan({ offered: false }));
    const { batch, codes } = await activationCodes(shop, operator, plan);
    const ann = await aShopper(shop);
    await use(ann, codes[1]);
    const path = `${OPS_PATH}/${batch.id}/codes`;
    expect((await operator.get<Page<ActivationCodeView>>(path)).items).toEqual([
      { code: codes[0], state: 'unused', usedAt: null, shopperId: null },
      { code: codes[1], state: 'used', usedAt: NOON.toISOString(), shopperId: ann.id },
    ]);
    const headers = { authorization: `Bearer ${operator.token}` };
    const csv = await (await fetch(`${shop.url}${path}.csv`, { headers })).text();
    expect(csv.trim().split('\n').slice(1)).toEqual([
      `${codes[0]},unused,`,
      `${codes[1]},used,${NOON.toISOString()}`,
    ]);
    const { items } = await operator.get<Page<ActivationBatch>>(`${OPS_PATH}?planId=${plan.id}`);
    expect(items).toMatchObject([{ id: batch.id, planName: '月卡', note: '展会', used: 1 }]);
  });

  it('when the plan is changed since, then its codes give what they were printed for', async () => {
    const plan = await onSale(operator);
    const { codes } = await activationCodes(shop, operator, plan);
    const changed = { version: 1, plan: aPaidPlan({ name: '季卡', period: 'quarter' }) };
    await operator.put(`/ops/paid-plans/${plan.id}`, changed);
    const ann = await aShopper(shop);
    expect(await use(ann, codes[0])).toMatchObject({ planName: '月卡', endsAt: MONTH_END });
  });

  it('when the plan is a trial, or the operator may only read, then they are refused', async () => {
    const { id: planId } = await onSale(operator, aTrial());
    const body = { planId, codes: 1, validUntil: MONTH_END, note: '' };
    expect(await operator.refusal('POST', OPS_PATH, { body })).toBe('PLAN_TRIAL_NOT_GIVEN');
    const { batch } = await activationCodes(shop, operator, month);
    const reader = await anOperator(shop, ['paid-plans.read']);
    for (const path of ['codes', 'codes.csv'])
      expect(await reader.refusal('GET', `${OPS_PATH}/${batch.id}/${path}`)).toBe(
        'PERMISSION_MISSING',
      );
  });
});

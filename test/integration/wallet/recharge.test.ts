import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fen, type Page, type RechargePlan, type WalletLine, type WalletView } from '@siyu/shared';
import { expectCleanAudit } from '../../factories/audit.js';
import { couponCampaign, inTab } from '../../factories/coupon.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, notified, payInSheet } from '../../factories/purchase.js';
import {
  offeredPlan,
  rechargeBy,
  recharged,
  rechargeNow,
  rechargeOf,
  rechargePlaced,
  rechargePrepaid,
  setWallet,
} from '../../factories/recharge.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { aShopper, setSwitches } from '../../factories/shopper.js';
import { statementsOf } from '../../factories/statements.js';
import { balanceOf, bought, lotsOf } from '../../factories/wallet.js';

const PATH = '/shop/wallet/recharges';

let shop: TestShop;
let operator: TestOperator;
let plan: RechargePlan;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  plan = await offeredPlan(operator);
  await setWallet(operator, { custom: { minFen: fen(1_000), maxFen: fen(500_000) } });
});
afterEach(async () => {
  await setSwitches(shop, { notifyCopies: 1, notifyWrongAmount: false, notifyLost: false });
  await expectCleanAudit(shop);
});
afterAll(() => shop.close());

const walletOf = (shopper: { get: <T>(path: string) => Promise<T> }) =>
  shopper.get<WalletView>('/shop/wallet');

describe('given a plan of ¥3000 with ¥1000 of bonus', () => {
  it('when someone recharges by it, then the balance has both, apart', async () => {
    const ann = await aShopper(shop);
    const { id, state, paidAt } = await recharged(shop, ann, rechargeBy(plan));
    expect({ state, isPaid: paidAt !== null }).toEqual({ state: 'paid', isPaid: true });
    expect(await walletOf(ann)).toMatchObject({
      ...{ principalFen: 300_000, bonusFen: 100_000, heldFen: 0 },
      recharge: { capFen: 500_000, roomFen: 100_000, hiddenOn: ['ios'] },
    });
    await bought(shop, ann.id, 50_000);
    const { items } = await ann.get<Page<WalletLine>>('/shop/wallet/statement');
    const told = items.map(({ kind, principalFen, bonusFen, principalAfterFen, bonusAfterFen }) => [
      ...[kind, principalFen, bonusFen, principalAfterFen, bonusAfterFen],
    ]);
    expect(told).toEqual([
      ['order-held', -37_500, -12_500, 262_500, 87_500],
      ['recharge-paid', 300_000, 100_000, 300_000, 100_000],
    ]);
    expect(items[1]?.reference).toEqual({ kind: 'recharge', id });
  });

  it('when the plan changed since it was shown, then it is refused; placed ones keep their terms', async () => {
    const ann = await aShopper(shop);
    const other = await offeredPlan(operator, { principalFen: fen(10_000), bonusFen: fen(500) });
    const { id } = await rechargePlaced(ann, rechargeBy(other));
    const less = { ...other.plan, bonusFen: fen(400) };
    await operator.put(`/ops/wallet/plans/${other.id}`, { version: other.version, plan: less });
    expect(await ann.refusal('POST', PATH, { body: rechargeBy(other) })).toBe('RECHARGE_CHANGED');
    await payInSheet(shop, await rechargePrepaid(ann, id));
    await notified(shop);
    expect((await walletOf(ann)).bonusFen).toBe(500);
  });

  it('when it is offered no more, or an amount is out of bounds, then it is refused', async () => {
    const ann = await aShopper(shop);
    const { id, version, plan: terms } = await offeredPlan(operator);
    await operator.put(`/ops/wallet/plans/${id}`, { version, plan: { ...terms, offered: false } });
    for (const body of [rechargeBy({ ...plan, id }), rechargeOf(999), rechargeOf(500_001)]) {
      expect(await ann.refusal('POST', PATH, { body })).toBe('RECHARGE_CHANGED');
    }
  });

  it('when the same key comes twice, then there is one recharge', async () => {
    const ann = await aShopper(shop);
    const key = 'a-key-of-this-test-01';
    const first = await ann.post<{ id: string }>(PATH, rechargeOf(1_000), key);
    expect((await ann.post<{ id: string }>(PATH, rechargeOf(1_000), key)).id).toBe(first.id);
    const reused = await ann.refusal('POST', PATH, { body: rechargeOf(1_001), key });
    expect(reused).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('when it grants a coupon, then its owner has it once it is paid', async () => {
    const { id } = await couponCampaign(shop, operator, { claim: 'granted' });
    const withCoupon = await offeredPlan(operator, { couponCampaignIds: [id] });
    const ann = await aBuyer(shop);
    await recharged(shop, ann, rechargeBy(withCoupon));
    expect(await inTab(ann, 'usable')).toHaveLength(1);
  });
});

describe('case 36: given a recharge whose payment is told of', () => {
  it('when it is told three times, then it is credited once', async () => {
    const ann = await aShopper(shop);
    await setSwitches(shop, { notifyCopies: 3 });
    await recharged(shop, ann, rechargeBy(plan));
    expect(await lotsOf(shop, ann.id)).toEqual([[300_000, 100_000]]);
  });

  it('when it is told with another amount, then nothing is credited until the true news comes', async () => {
    const ann = await aShopper(shop);
    await setSwitches(shop, { notifyWrongAmount: true });
    const { id, state } = await recharged(shop, ann, rechargeBy(plan));
    expect(state).toBe('awaiting-payment');
    expect(await lotsOf(shop, ann.id)).toEqual([]);
    await setSwitches(shop, { notifyWrongAmount: false });
    await ann.post(`${PATH}/${id}/payment/check`);
    expect(await lotsOf(shop, ann.id)).toEqual([[300_000, 100_000]]);
  });
});

describe('case 39: given a balance may come to ¥5000', () => {
  it('when several recharges exceed it together, then those beyond it are refused', async () => {
    const ann = await aShopper(shop);
    await recharged(shop, ann, rechargeBy(plan));
    await rechargePlaced(ann, rechargeOf(60_000));
    const { status, body } = await ann.ask('POST', PATH, {
      body: rechargeOf(40_001),
      key: 'a-key-of-this-test-02',
    });
    expect([status, body]).toMatchObject([
      409,
      { code: 'RECHARGE_CAP', facts: { roomFen: 40_000 } },
    ]);
    await rechargePlaced(ann, rechargeOf(40_000));
  });

  it('when ten are placed at once, then as many are as fit', async () => {
    const ann = await aShopper(shop);
    const all = Array.from({ length: 10 }, () => rechargePlaced(ann, rechargeOf(200_000)));
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  });

  it('when one closes unpaid, then there is room for another', async () => {
    const ann = await aShopper(shop);
    const { id } = await rechargePlaced(ann, rechargeOf(500_000));
    await rechargePrepaid(ann, id);
    shop.clock.advance(31 * 60_000);
    await shop.settle();
    expect((await rechargeNow(ann, id)).state).toBe('closed');
    await rechargePlaced(ann, rechargeOf(500_000));
  });

  it('when the shopper gives one up, then it is closed at once, also when asked twice', async () => {
    const ann = await aShopper(shop);
    const { id } = await rechargePlaced(ann, rechargeOf(500_000));
    await ann.post(`${PATH}/${id}/cancellation`);
    expect(await ann.post(`${PATH}/${id}/cancellation`)).toMatchObject({ state: 'closed' });
    expect(await ann.refusal('POST', `${PATH}/${id}/payment`)).toBe('ORDER_EXPIRED');
  });
});

describe('given a recharge that closed here while its money was on its way', () => {
  /** Paid in the moment it closed, and the news of it is late. */
  async function paidButClosed(amount: number) {
    const ann = await aShopper(shop);
    const { id } = await rechargePlaced(ann, rechargeOf(amount));
    const sheet = await rechargePrepaid(ann, id);
    await setSwitches(shop, { notifyLost: true });
    await payInSheet(shop, sheet);
    await shop.db.query("UPDATE payment SET state = 'closed' WHERE subject_id = ?", [id]);
    await shop.db.query("UPDATE recharge SET state = 'closed' WHERE id = ?", [id]);
    return { ann, id };
  }
  const newsOf = async (id: string) => {
    const { Payments } = await import('../../../server/src/payments/payments.service.js');
    const [found] = await shop.db.query('SELECT payment_id AS id FROM recharge WHERE id = ?', [id]);
    await shop.app.get(Payments, { strict: false }).check((found as { id: string }).id);
    await setSwitches(shop, { notifyLost: false });
    await notified(shop);
  };

  it('when there is room, then it is credited', async () => {
    const { ann, id } = await paidButClosed(200_000);
    await newsOf(id);
    expect((await rechargeNow(ann, id)).state).toBe('paid');
    expect(await balanceOf(shop, ann.id)).toMatchObject({ principal: 200_000 });
  });

  it('when there is none any more, then the money goes back by itself', async () => {
    const { ann, id } = await paidButClosed(200_000);
    await rechargePlaced(ann, rechargeOf(400_000));
    await newsOf(id);
    await notified(shop);
    expect((await rechargeNow(ann, id)).state).toBe('returned');
    const [refund] = await shop.db.query('SELECT state FROM refund WHERE subject_id = ?', [id]);
    expect(refund).toEqual({ state: 'succeeded' });
    expect(await lotsOf(shop, ann.id)).toEqual([]);
  });
});

describe('given someone else’s recharge', () => {
  it('then it is nobody’s', async () => {
    const { id } = await rechargePlaced(await aShopper(shop), rechargeOf(1_000));
    const bo = await aShopper(shop);
    const asked = [
      `GET ${PATH}/${id}`,
      `POST ${PATH}/${id}/payment`,
      `POST ${PATH}/${id}/cancellation`,
    ];
    for (const route of asked) {
      const [method, path] = route.split(' ') as ['GET' | 'POST', string];
      expect(await bo.refusal(method, path)).toBe('RECHARGE_NOT_FOUND');
    }
  });
});

describe('SQL statements', () => {
  it('then the page of a wallet takes at most four, and placing a recharge twelve', async () => {
    const ann = await aShopper(shop);
    await walletOf(ann);
    const page = await statementsOf(shop, () => walletOf(ann));
    expect(page.statements).toBeLessThanOrEqual(4);
    const place = await statementsOf(shop, () => rechargePlaced(ann, rechargeOf(1_000)));
    expect(place.statements).toBeLessThanOrEqual(12);
  });
});

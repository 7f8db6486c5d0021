import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MemberCard } from '@siyu/shared';
import { fen } from '../../../shared/src/money.js';
import { Outbox } from '../../../server/src/platform/outbox.js';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { newId } from '../../../server/src/platform/new-id.js';
import { arrived } from '../../factories/after-sale.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aLadder, withRules } from '../../factories/membership.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { offeredPlan, rechargeBy, recharged } from '../../factories/recharge.js';
import { aShopper, type TestShopper } from '../../factories/shopper.js';
import { aShop, type TestShop } from '../../factories/shop.js';
import { bought } from '../../factories/wallet.js';

let shop: TestShop;
let operator: TestOperator;

beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  await withRules(shop, aLadder(), operator);
});
afterAll(() => shop.close());

const growthOf = async (shopper: TestShopper) =>
  (await shopper.get<MemberCard>('/shop/member')).growth;

/** ¥3000 with ¥1000 of bonus and 400 growth, paid. */
async function aRecharge(shopper: TestShopper): Promise<string> {
  const { id } = await recharged(
    shop,
    shopper,
    rechargeBy(await offeredPlan(operator, { growth: 400 })),
  );
  await shop.settle();
  return id;
}

describe('given a recharge plan that gives growth', () => {
  it('when it is paid, then the growth is there and the tier follows', async () => {
    const shopper = await aShopper(shop);
    await aRecharge(shopper);
    expect(await shopper.get<MemberCard>('/shop/member')).toMatchObject({
      ...{ growth: 400, tier: { id: 'gold' } },
    });
    await expectCleanAudit(shop);
  });

  it('when what is left of it is refunded, then growth goes in proportion of the money', async () => {
    const shopper = await aShopper(shop);
    const id = await aRecharge(shopper);
    await bought(shop, shopper.id, 100_000);
    const refund = {
      cause: 'shop',
      reason: '停业',
      shownAmountFen: 225_000,
      offlineReference: null,
    };
    await operator.post(`/ops/recharges/${id}/refund`, refund);
    await arrived(shop);
    expect(await growthOf(shopper)).toBe(100);
  });

  it('when the refund is heard of before the payment, then no more is given than is left', async () => {
    const shopper = await aShopper(shop);
    const facts = {
      ...{ rechargeId: newId(shop.clock.now()), shopperId: shopper.id, growth: 400 },
      ...{ paidFen: fen(300_000), at: shop.clock.now().toISOString() },
    };
    const outbox = shop.app.get(Outbox, { strict: false });
    const refund = { refundId: newId(shop.clock.now()), amountFen: fen(225_000) };
    await inTransaction(shop.db, (tx) =>
      outbox.deliverNow(tx, 'recharge.refunded', { ...facts, ...refund, leftFen: fen(75_000) }),
    );
    await inTransaction(shop.db, (tx) => outbox.deliverNow(tx, 'recharge.paid', facts));
    expect(await growthOf(shopper)).toBe(100);
  });
});

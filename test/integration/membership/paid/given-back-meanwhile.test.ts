import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lockShopper } from '../../../../server/src/identity/lock-shopper.js';
import { PlanRefunds } from '../../../../server/src/membership/paid-plans/refunds/plan-refunds.service.js';
import { inTransaction } from '../../../../server/src/platform/transaction.js';
import { fen } from '../../../../shared/src/money.js';
import { expectCleanAudit } from '../../../factories/audit.js';
import { aSkuFor } from '../../../factories/fulfilment.js';
import { anOperator, type TestOperator } from '../../../factories/operator.js';
import { aPaidPlan, onSale, paidMembershipOf, planBought } from '../../../factories/paid-plan.js';
import { aBuyer, aRequest, orderOf } from '../../../factories/purchase.js';
import { aShop, type TestShop } from '../../../factories/shop.js';
import { waitsForLock } from '../../../factories/waiting.js';

let shop: TestShop;
let operator: TestOperator;
let skuId: string;
beforeAll(async () => {
  shop = await aShop();
  operator = await anOperator(shop);
  skuId = await aSkuFor(shop, { priceFen: fen(10_000), stock: 50 });
});
afterAll(async () => {
  await expectCleanAudit(shop);
  await shop.close();
});

/** A member of a month at a tenth off, with an order at that price about to be sent. */
async function aMemberWhoOrders() {
  const ann = await aBuyer(shop);
  const purchase = await planBought(shop, ann, await onSale(operator, aPaidPlan()));
  const body = await aRequest(ann, [{ skuId, quantity: 1 }]);
  expect(body.shownTotalFen).toBe(9_000 + 1_000);
  return { ann, purchase, body };
}

describe('given an order at the price of a plan and the plan’s refund in the same instant', () => {
  it('when the refund comes first, then the order is shown its new price', async () => {
    const { ann, purchase, body } = await aMemberWhoOrders();
    const { order } = await inTransaction(shop.db, async (tx) => {
      await lockShopper(tx, ann.id);
      const asked = ann.refusal('POST', '/shop/orders', { body });
      await waitsForLock(tx, 'INSERT INTO orders');
      const why = { cause: 'shopper' as const, reason: '会员退订', offlineReference: null };
      const by = { operatorId: null, payeeName: null };
      const shown = { purchaseId: purchase.id, shownAmountFen: fen(3_000), ...by };
      await shop.app.get(PlanRefunds, { strict: false }).giveBack(tx, { ...shown, ...why });
      // Not awaited here: it waits for this transaction.
      return { order: asked };
    });
    expect(await order).toBe('QUOTE_CHANGED');
    expect((await paidMembershipOf(ann)).state).toBe('refunded');
  });

  it('when the order comes first, then the refund is shown what it saved', async () => {
    const { ann, purchase, body } = await aMemberWhoOrders();
    const { order, refund } = await inTransaction(shop.db, async (tx) => {
      await tx.query('SELECT id FROM sku WHERE id = ? FOR UPDATE', [skuId]);
      const asked = ann.post<{ id: string }>('/shop/orders', body);
      await waitsForLock(tx, 'UPDATE sku');
      const path = `/shop/plan-purchases/${purchase.id}/refund`;
      const given = ann.ask('POST', path, { body: { shownAmountFen: 3_000 } });
      await waitsForLock(tx, 'SELECT id FROM shopper');
      return { order: asked, refund: given };
    });
    expect((await orderOf(ann, (await order).id)).discountFen).toBe(1_000);
    const { body: refused } = await refund;
    expect(refused).toMatchObject({ code: 'PLAN_REFUND_CHANGED', facts: { amountFen: 2_000 } });
    expect((await paidMembershipOf(ann)).state).toBe('active');
  });
});

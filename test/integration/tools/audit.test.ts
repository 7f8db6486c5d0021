import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Order } from '@siyu/shared';
import { audit, CHECKS } from '../../../server/src/audit/audit.js';
import { inTransaction } from '../../../server/src/platform/transaction.js';
import { asked, refundedUnits } from '../../factories/after-sale.js';
import { fen } from '../../../shared/src/money.js';
import { published } from '../../factories/campaign.js';
import { aFlashSale, flashPaid } from '../../factories/flash-sale.js';
import { buyOneGetOne } from '../../factories/gift.js';
import { aNewcomer, newcomerPrice } from '../../factories/newcomer.js';
import { COUPON_BREAKS } from './coupon-breaks.js';
import { FLASH_SALE_BREAKS } from './flash-sale-breaks.js';
import { MEMBERSHIP_BREAKS, memberOfATier } from './membership-breaks.js';
import { WALLET_BREAKS, walletsOfEveryKind } from './wallet-breaks.js';
import { LEDGER_BREAKS } from './ledger-breaks.js';
import { GROUP_BUY_BREAKS, teamsOfEveryKind } from './group-buy-breaks.js';
import { PAID_PLAN_BREAKS, paidMembersOfEveryKind } from './paid-plan-breaks.js';
import { POINTS_BREAKS, pointsOfEveryKind } from './points-breaks.js';
import { anOrderOfEveryTender, TENDER_BREAKS } from './tender-breaks.js';
import { CHANNEL_BREAKS, channelsOfEveryKind } from './channel-breaks.js';
import { aJoinedPair, PEOPLE_BREAKS } from './people-breaks.js';
import { REFERRAL_BREAKS, referralsOfEveryKind } from './referral-breaks.js';
import { aTaggedShopper, SEGMENT_BREAKS } from './segment-breaks.js';
import { TRANSFER_BREAKS, transfersOfEveryKind } from './transfer-breaks.js';
import { PROMOTER_BREAKS, promotersOfEveryKind } from './promoter-breaks.js';
import { PROMOTION_BREAKS } from './promotion-breaks.js';
import { expectCleanAudit } from '../../factories/audit.js';
import { aPaidOrder, aSkuFor, settled, shipped, unitsOf } from '../../factories/fulfilment.js';
import { claimed, couponCampaign, printedCodes, redeemed } from '../../factories/coupon.js';
import { anOperator, type TestOperator } from '../../factories/operator.js';
import { aBuyer, paid, placed, prepaid } from '../../factories/purchase.js';
import { aShop, type TestShop } from '../../factories/shop.js';

/** Thrown to undo what a test broke. */
class Undo extends Error {}

const STATE = "state = 'gone-mad'";
const NEVER = "'01M7P0000000000000000000ZZ'";
const LONG_AGO = "'2026-01-01'";

/** For each thing that must hold, one way to break it. */
const BREAKS: Readonly<Record<string, string>> = {
  ...PROMOTION_BREAKS,
  ...FLASH_SALE_BREAKS,
  ...GROUP_BUY_BREAKS,
  ...COUPON_BREAKS,
  ...LEDGER_BREAKS,
  ...MEMBERSHIP_BREAKS,
  ...WALLET_BREAKS,
  ...POINTS_BREAKS,
  ...PAID_PLAN_BREAKS,
  ...TENDER_BREAKS,
  ...REFERRAL_BREAKS,
  ...TRANSFER_BREAKS,
  ...PROMOTER_BREAKS,
  ...CHANNEL_BREAKS,
  ...PEOPLE_BREAKS,
  ...SEGMENT_BREAKS,
  'a deleted account says nothing of who it was': `UPDATE shopper SET deleted_at = ${LONG_AGO}`,
  'no deleted shopper holds principal': `UPDATE shopper SET deleted_at = ${LONG_AGO}`,
  'no file of personal data is waited for without a job that makes it': `INSERT INTO personal_export (id, shopper_id, state, requested_at)
     VALUES (${NEVER}, ${NEVER}, 'waiting', ${LONG_AGO})`,
  'stock is the sum of its movements': 'UPDATE sku SET stock = stock + 1',
  'an order that is not closed, or was paid, has taken exactly its units':
    "DELETE FROM stock_movement WHERE reason = 'order'",
  'an order closed unpaid holds nothing':
    "UPDATE orders SET state = 'closed' WHERE state = 'awaiting-payment'",
  'an after-sale gave back the units never sent, and those put on sale again':
    "DELETE FROM stock_movement WHERE reason = 'unsent-refunded'",
  'an order’s goods, discount and lines agree':
    'UPDATE orders SET goods_fen = goods_fen + 1, total_fen = total_fen + 1',
  'an order has lines': 'DELETE FROM order_line',
  'a paid order has one payment that succeeded over what points and balance leave':
    "UPDATE payment SET state = 'pending' WHERE state = 'succeeded'",
  'an order awaiting payment has a payment that can still succeed, or just did':
    "UPDATE payment SET state = 'closed' WHERE state = 'pending'",
  'money that came for a closed order went back whole':
    "UPDATE orders SET state = 'closed' WHERE state = 'to-ship'",
  'what a payment says it refunded is the sum of its refunds, and no more than was paid':
    'UPDATE payment SET refunded_fen = 0',
  'what an order says came back is the sum of its refunds that arrived':
    'UPDATE orders SET refunded_fen = 0',
  'a payment that succeeded through WeChat names its transaction, once':
    'UPDATE payment SET transaction_id = NULL',
  'what a line says was sent is in its parcels': 'UPDATE parcel_line SET quantity = quantity + 1',
  'a parcel carries lines of its own order': `UPDATE parcel SET order_id = ${NEVER}`,
  'a parcel has something in it': 'DELETE FROM parcel_line',
  'an order is to be shipped exactly while a unit of it may still be sent':
    "UPDATE orders SET state = 'to-ship' WHERE state = 'shipped'",
  'only what was paid for is sent':
    "UPDATE orders SET state = 'awaiting-payment' WHERE state = 'shipped'",
  'WeChat is told of what was sent and paid through it': 'DELETE FROM wechat_shipping',
  'no upload to WeChat is pending without a job that makes it':
    "UPDATE wechat_shipping SET state = 'pending', wanted_version = 99",
  'a line’s claimed, withheld, cancelled and refunded units are those of its after-sales, and its rebate':
    "UPDATE after_sale SET state = 'cancelled' WHERE state = 'refunded'",
  'no line is to give back more than was paid for it':
    'UPDATE after_sale_line SET refund_fen = refund_fen + 1000000',
  'an after-sale’s amount is that of its lines and its freight':
    'UPDATE after_sale SET refund_fen = refund_fen + 1',
  'an after-sale speaks for lines of its own order': `UPDATE after_sale SET order_id = ${NEVER}`,
  'an order’s freight goes back once at most':
    'UPDATE after_sale SET freight_refund_fen = freight_refund_fen + 1000000',
  'what an order says came back is what its after-sales and its rebate returned':
    'UPDATE orders SET refunded_fen = 0',
  'a granted after-sale has one refund of its amount, of its order’s payment':
    'UPDATE after_sale SET refund_id = NULL',
  'an after-sale ends when its money has arrived, and not before':
    "UPDATE after_sale SET state = 'refunding' WHERE state = 'refunded'",
  'an open difference of reconciliation is of a day that is open': `INSERT INTO
    reconciliation_difference (id, day, subject, kind, number, state, found_at)
    VALUES (${NEVER}, '2026-11-17', 'payment', 'missing-here', 'x', 'open', NOW())`,
  'orders is only in states that exist': `UPDATE orders SET ${STATE}`,
  'payment is only in states that exist': `UPDATE payment SET ${STATE}`,
  'refund is only in states that exist': `UPDATE refund SET ${STATE}`,
  'after_sale is only in states that exist': `UPDATE after_sale SET ${STATE}`,
  'fapiao is only in states that exist': `INSERT INTO fapiao (order_id, shopper_id, state, kind,
    title, email, requested_at) VALUES (${NEVER}, ${NEVER}, 'gone-mad', 'personal', 'x', 'x', NOW())`,
  'no order is stuck past its pay deadline': `UPDATE orders SET pay_by = ${LONG_AGO}`,
  'no shipped order is stuck past the day it completes by itself': `UPDATE orders SET auto_complete_at = ${LONG_AGO}`,
  'no after-sale is stuck past its deadline, or waits for someone without one':
    'UPDATE after_sale SET deadline_at = NULL',
  'no open payment or refund waits for a notification alone': 'UPDATE payment SET check_at = NULL',
  'no closing payment is without a job that closes it':
    "UPDATE payment SET state = 'closing' WHERE state = 'pending'",
  'no requested refund is without a job that sends it': "UPDATE refund SET state = 'requested'",
  'no message waits for WeChat without a job that sends it': "UPDATE message SET push = 'waiting'",
  'no idempotency key is without its answer': 'UPDATE idempotency_key SET answer = NULL',
  'no job is dead or overdue': `INSERT INTO due_job (id, kind, dedupe, payload, run_at, created_at)
    VALUES (${NEVER}, 'x', 'x', '{}', ${LONG_AGO}, ${LONG_AGO})`,
  'no outbox delivery is dead or overdue': `INSERT INTO outbox_delivery (id, listener, payload,
    created_at, due_at, dead) VALUES (${NEVER}, 'x', '{}', NOW(), '2099-01-01', 1)`,
};
/** The tables themselves do not let these be broken. */
const KEPT_BY_THE_SCHEMA = [
  'stock is never below zero',
  'a subject has one merchant transfer that is open or has succeeded',
];

const ONE_FEN_OFF = { from: 1, reduction: { kind: 'amount' as const, offFen: fen(1) } };

let shop: TestShop;

/** One that an unpaid order locks, and one by a code that a paid order used. */
async function couponsInUse(shop: TestShop, operator: TestOperator): Promise<void> {
  const lines = [{ skuId: await aSkuFor(shop, { priceFen: fen(20_000) }), quantity: 1 }];
  const [saving, spending] = [await aBuyer(shop), await aBuyer(shop)];
  await claimed(saving, await couponCampaign(shop, operator));
  await placed(saving, lines);
  const { id: campaignId } = await couponCampaign(shop, operator, { claim: 'code' });
  const { codes } = await printedCodes(shop, operator, { campaignId, codes: 1 });
  await redeemed(spending, codes[0]!);
  await paid(shop, spending, lines);
}

/** A shop with something in every table: unpaid, sent in parts, refunded, asked back. */
beforeAll(async () => {
  shop = await aShop();
  const buyer = await aBuyer(shop);
  const operator = await anOperator(shop);
  await published(shop, { kind: 'full-reduction', rule: { counts: 'fen', tiers: [ONE_FEN_OFF] } });
  const present = await buyOneGetOne(shop, operator);
  await paid(shop, buyer, [{ skuId: present.skuId, quantity: 1 }]);
  const first = await newcomerPrice(shop, operator);
  await placed(await aNewcomer(shop), [{ skuId: first.skuId, quantity: 1 }]);
  const waiting = await placed(buyer, [{ skuId: await aSkuFor(shop), quantity: 1 }]);
  await prepaid(buyer, waiting.id);
  const order: Order = await aPaidOrder(shop, buyer, 3);
  await refundedUnits(shop, operator, order, unitsOf(order, 1));
  await shipped(shop, operator, order, { lines: unitsOf(order, 2) });
  const other: Order = await aPaidOrder(shop, buyer, 2);
  await asked(buyer, other, { lines: unitsOf(other, 1) });
  const flash = await flashPaid(
    shop,
    buyer,
    await aFlashSale(shop, { perPersonMax: 3 }, operator),
    3,
  );
  await refundedUnits(shop, operator, flash, unitsOf(flash, 1));
  await couponsInUse(shop, operator);
  await teamsOfEveryKind(shop);
  await pointsOfEveryKind(shop, operator);
  await memberOfATier(shop, operator);
  await walletsOfEveryKind(shop, operator, buyer);
  await anOrderOfEveryTender(shop, operator);
  await paidMembersOfEveryKind(shop, operator, buyer);
  await referralsOfEveryKind(shop, operator);
  await transfersOfEveryKind(shop);
  await promotersOfEveryKind(shop, operator);
  await channelsOfEveryKind(shop, operator);
  await aJoinedPair(shop, operator);
  await aTaggedShopper(shop, operator);
  await settled(shop);
});
afterAll(() => shop.close());

describe('the audit', () => {
  it('given a shop in the middle of its day, then it finds nothing', () => expectCleanAudit(shop));

  it('then there is a way to break everything that must hold', () => {
    const names = CHECKS.map((check) => check.name);
    expect([...Object.keys(BREAKS), ...KEPT_BY_THE_SCHEMA].sort()).toEqual(names.sort());
  });

  it.each(Object.entries(BREAKS))('given “%s” is broken, then it says where', async (name, sql) => {
    const undone = inTransaction(shop.db, async (tx) => {
      await tx.query('SET STATEMENT check_constraint_checks = 0 FOR ' + sql);
      const found = (await audit(tx, shop.clock.now())).filter((one) => one.check === name);
      expect(found.length).toBeGreaterThan(0);
      expect(String(Object.values(found[0]!.row)[0])).toMatch(/^[0-9A-Z]{26}$/);
      throw new Undo();
    });
    await expect(undone).rejects.toBeInstanceOf(Undo);
  });
});

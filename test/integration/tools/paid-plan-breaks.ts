import type { TestOperator } from '../../factories/operator.js';
import {
  acceptanceOf,
  activationCodes,
  aTrial,
  onSale,
  planBought,
  planGiven,
  planPlaced,
} from '../../factories/paid-plan.js';
import type { TestShop } from '../../factories/shop.js';
import { aShopper, type TestShopper } from '../../factories/shopper.js';

/** For each thing that must hold of paid membership, one way to break it. */
export const PAID_PLAN_BREAKS: Readonly<Record<string, string>> = {
  'a purchase of a plan has a payment of its price, which succeeded exactly where it is paid':
    'UPDATE plan_purchase SET price_fen = price_fen + 1',
  'a paid purchase of a plan began one term of it, which goes on unless it was given back':
    'UPDATE paid_term SET ended_at = NULL',
  'no two terms of a shopper run at once':
    'UPDATE paid_term SET ends_at = ends_at + INTERVAL 1 DAY',
  'a term is by a version of a plan that is kept': 'DELETE FROM paid_plan_version',
  'a trial that was had, or can still be paid, holds its keys, and nothing else does':
    'DELETE FROM trial_claim',
  'a plan that was given back has one refund of what it returned': 'DELETE FROM plan_refund',
  'what goes back of a plan by transfer has one of its amount, and arrives with it':
    "UPDATE plan_refund SET channel = 'transfer'",
  'money that came for a trial that was had went back whole':
    "UPDATE plan_purchase SET state = 'returned' WHERE state = 'paid'",
  'no purchase of a plan is stuck past its pay deadline':
    "UPDATE plan_purchase SET pay_by = '2026-01-01'",
  'a purchase that was paid to be given has one gift, which ended where its money went back':
    'DELETE FROM plan_gift',
  'a gift that was accepted began one term, of somebody else, and no other did':
    "UPDATE plan_gift SET accepted_at = '2026-11-18'",
  'no gift of a plan waits past its day': "UPDATE plan_gift SET expires_at = '2026-01-01'",
  'an activation code was used exactly where it began a term of its batch’s plan':
    'UPDATE activation_code SET used_at = NULL',
  'activation codes are as many as their batch counts':
    'UPDATE activation_batch SET printed = printed - 1',
  'purchases of plans are only in states that exist': "UPDATE plan_purchase SET state = 'gone-mad'",
};

/** Someone with a trial and a month after it, another that went back, gifts, and one that waits. */
export async function paidMembersOfEveryKind(
  shop: TestShop,
  operator: TestOperator,
  shopper: TestShopper,
): Promise<void> {
  const month = await onSale(operator);
  await planBought(shop, shopper, await onSale(operator, aTrial()));
  await planBought(shop, shopper, month);
  const { id } = await planBought(shop, shopper, month);
  await shopper.post(`/shop/plan-purchases/${id}/refund`, { shownAmountFen: 3_000 });
  await planPlaced(shopper, month);
  await planGiven(shop, shopper, month);
  const friend = await aShopper(shop);
  await friend.post(acceptanceOf(await planGiven(shop, shopper, month)));
  const { codes } = await activationCodes(shop, operator, month);
  await friend.post('/shop/activation-codes', { code: codes[0] });
}

import { aLot, bought, held } from '../../factories/wallet.js';
import type { TestOperator } from '../../factories/operator.js';
import { offeredPlan, rechargeBy, recharged } from '../../factories/recharge.js';
import type { TestShop } from '../../factories/shop.js';
import type { TestShopper } from '../../factories/shopper.js';

/** For each thing that must hold of stored value, one way to break it. */
export const WALLET_BREAKS: Readonly<Record<string, string>> = {
  'what is left of a lot is the sum of its moves':
    'UPDATE wallet_lot SET bonus_left_fen = bonus_left_fen - 1 WHERE bonus_left_fen > 0',
  'a shopper’s balance is what is left of their lots':
    "UPDATE ledger_balance SET balance = balance + 1 WHERE account = 'wallet.bonus'",
  'whoever has a lot has a balance': 'DELETE FROM ledger_balance',
  'what lots moved is what their entry posted to the balance':
    'UPDATE wallet_lot_move SET principal_fen = principal_fen + 1',
  'what is held of a balance is what unpaid orders hold':
    "UPDATE wallet_hold SET state = 'captured' WHERE state = 'held'",
  'what an order took of lots is what it holds or was paid with, less what it gave back':
    "UPDATE wallet_hold SET given_back_fen = 1 WHERE state = 'captured'",
  'holds are only in states that exist': "UPDATE wallet_hold SET state = 'gone-mad'",
  'a paid recharge has one lot, of what it promised, and no lot of one is without it':
    'UPDATE recharge SET bonus_fen = bonus_fen + 1',
  'a recharge has a payment of its principal, which succeeded exactly where it is paid':
    "UPDATE payment SET state = 'pending' WHERE subject_kind = 'recharge'",
  'no recharge is stuck past its pay deadline':
    "UPDATE recharge SET state = 'awaiting-payment', pay_by = '2026-01-01'",
  'recharges are only in states that exist': "UPDATE recharge SET state = 'gone-mad'",
  'what goes back of a recharge through WeChat is one refund of its payment':
    'UPDATE recharge_refund SET refund_id = NULL',
  'what goes back of a recharge by transfer has one of its amount, and arrives with it':
    "UPDATE recharge_refund SET channel = 'transfer'",
  'no more goes back of a recharge than was paid':
    'UPDATE recharge_refund SET amount_fen = amount_fen + 1000000',
  'money that came for a recharge without room went back whole':
    "UPDATE recharge SET state = 'returned'",
  'what was approved was approved by someone else':
    "UPDATE approval SET state = 'approved', decided_by = asked_by",
};

/**
 * Someone with stored value, of which an unpaid order holds some and a paid one took some; a
 * recharge that went back in part; and an adjustment that waits for a second person.
 */
export async function walletsOfEveryKind(
  shop: TestShop,
  operator: TestOperator,
  shopper: TestShopper,
): Promise<void> {
  const { id: shopperId } = shopper;
  const { id } = await recharged(shop, shopper, rechargeBy(await offeredPlan(operator)));
  await bought(shop, shopperId, 100_000);
  const refund = { cause: 'shop', reason: '停业', shownAmountFen: 225_000, offlineReference: null };
  await operator.post(`/ops/recharges/${id}/refund`, refund);
  await operator.post(`/ops/wallets/${shopperId}/adjustments`, {
    ...{ principalFen: 20_000, bonusFen: 0, reason: '补偿' },
  });
  await aLot(shop, shopperId, { principal: 30_000, bonus: 10_000 });
  await bought(shop, shopperId, 5_000);
  await held(shop, shopperId, 700);
}

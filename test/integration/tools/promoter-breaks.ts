import { fen } from '../../../shared/src/money.js';
import { aSkuFor } from '../../factories/fulfilment.js';
import type { TestOperator } from '../../factories/operator.js';
import {
  aCustomerOf,
  aPromoter,
  completed,
  setCommission,
  withdrawn,
} from '../../factories/promoter.js';
import { paid } from '../../factories/purchase.js';
import type { TestShop } from '../../factories/shop.js';

const NEVER = "'01M7P0000000000000000000ZZ'";
const LONG_AGO = "'2026-01-01'";
const lessIn = (state: string) =>
  `UPDATE commission_share SET left_fen = left_fen - 1 WHERE state = '${state}'`;

/** For each thing that must hold of promoters, one way to break it. */
export const PROMOTER_BREAKS: Readonly<Record<string, string>> = {
  'what is estimated of commission is what its shares have left': lessIn('estimated'),
  'what is frozen of commission is what its shares have left': lessIn('frozen'),
  'settled commission is what shares have left, less what was withdrawn': lessIn('settled'),
  'what is being withdrawn is what open withdrawals ask for':
    "UPDATE withdrawal SET amount_fen = amount_fen + 1 WHERE state = 'to-pay'",
  'what a share was given is what the lines of its order gave its level':
    'UPDATE commission_share SET given_fen = given_fen + 1',
  'what a line gave is its rate of what counts of it, which is no more than its price':
    'UPDATE commission SET rate_bps = rate_bps + 100',
  'both levels of a line together get no more than their rule allows':
    'UPDATE commission SET rate_bps = 5000',
  'an order that went back whole keeps no commission': `UPDATE orders SET refunded_fen = total_fen
    WHERE id IN (SELECT order_id FROM commission_share)`,
  'whoever earns is a promoter, and not the one who bought unless a rule says so':
    'UPDATE commission_share SET buyer_id = promoter_id',
  'no commission is stuck past the time at which it settles': `UPDATE commission_share
    SET settle_at = ${LONG_AGO}`,
  'what was withdrawn into the wallet is a lot of it, less the tax': `UPDATE wallet_lot
    SET source = 'import' WHERE source = 'commission'`,
  'what is withdrawn by transfer has one of its amount, and is paid once that arrived':
    "UPDATE merchant_transfer SET amount_fen = amount_fen + 1 WHERE subject_kind = 'withdrawal'",
  'commission_share is only in states that exist': "UPDATE commission_share SET state = 'gone-mad'",
  'promoter is only in states that exist': `INSERT INTO promoter (shopper_id, state, statement,
    applied_at) VALUES (${NEVER}, 'gone-mad', '', ${LONG_AGO})`,
  'withdrawal is only in states that exist': "UPDATE withdrawal SET state = 'gone-mad'",
};

/** Commission that is estimated, frozen, settled, withdrawn and on its way out. */
export async function promotersOfEveryKind(shop: TestShop, operator: TestOperator): Promise<void> {
  await setCommission(operator);
  const promoter = await aPromoter(shop, operator);
  const buyer = await aCustomerOf(shop, promoter);
  const skuId = await aSkuFor(shop, { priceFen: fen(50_000), stock: 9 });
  await completed(shop, operator, buyer, { skuId, quantity: 1 });
  // Settled at once, as if a fortnight had passed: the other things of this shop stay as they are.
  await shop.db.query('UPDATE commission_share SET settle_at = ?', [shop.clock.now()]);
  await shop.settle();
  await withdrawn(promoter, 1_500);
  await withdrawn(promoter, 1_000, { channel: 'offline', payee: '招商银行 6225' });
  await withdrawn(promoter, 1_000, { channel: 'transfer' });
  const frozen = await paid(shop, buyer, [{ skuId, quantity: 1 }]);
  await operator.post(`/ops/commissions/${frozen.id}/freeze`, { reason: '核实中' });
  await paid(shop, buyer, [{ skuId, quantity: 1 }]);
}

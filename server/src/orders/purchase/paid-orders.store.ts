import { assertMove, ORDER_MOVES, STATES_WHEN_PAID, type OrderState } from '@siyu/shared';
import type { PaymentFacts } from '../../payments/payment.events.js';
import { affected, type Tx } from '../../platform/transaction.js';

const UNPAID: OrderState = 'awaiting-payment';

/** Moves every order that waits for it to where it said it goes; returns how many there were. */
export async function movePaidOrders(tx: Tx, payments: readonly PaymentFacts[]): Promise<number> {
  for (const to of STATES_WHEN_PAID) assertMove(ORDER_MOVES, UNPAID, to, 'an order');
  const cases = payments.map(() => 'WHEN ? THEN ?').join(' ');
  return affected(
    tx,
    `UPDATE orders SET state = state_when_paid, close_reason = NULL,
       paid_at = CASE id ${cases} END, payer_openid = CASE id ${cases} END
     WHERE id IN (?) AND state = ?`,
    [
      ...payments.flatMap((payment) => [payment.subjectId, new Date(payment.at)]),
      ...payments.flatMap((payment) => [payment.subjectId, payment.payerOpenid ?? null]),
      payments.map((payment) => payment.subjectId),
      UNPAID,
    ],
  );
}

/** Notes who paid, whose name WeChat wants to hear when the parcels are told of. */
export async function notePayer(
  tx: Tx,
  { subjectId, payerOpenid }: Pick<PaymentFacts, 'subjectId' | 'payerOpenid'>,
): Promise<void> {
  const sql = 'UPDATE orders SET payer_openid = ? WHERE id = ?';
  await tx.query(sql, [payerOpenid ?? null, subjectId]);
}

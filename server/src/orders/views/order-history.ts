import { Injectable } from '@nestjs/common';
import { personKey } from '../../identity/person-keys.js';
import { rows } from '../../platform/transaction.js';
import { OrderHistory, type HistoryAnswers } from '../../promotions/campaigns/order-history.js';

/** Answers promotions about orders. */
@Injectable()
export class AnswerOrderHistory {
  constructor(history: OrderHistory) {
    history.register({ hasOrdered, givenBack, payersOf });
  }
}

const hasOrdered: HistoryAnswers['hasOrdered'] = async (db, person, how) => {
  // The payer of a deleted account's orders is kept as a hash.
  const payers = person.openids.flatMap((one) => [one, personKey('openid', one).hash]);
  const isKept = how.refundedCounts ? '' : 'AND (refunded_fen < total_fen OR total_fen = 0)';
  const until = how.paidUntil ?? null;
  const found = await rows(
    db,
    `SELECT 1 FROM orders
     WHERE (shopper_id IN (?) OR payer_openid IN (?) OR address_key = ?) AND id <> ?
       AND paid_at IS NOT NULL AND (? IS NULL OR paid_at <= ?) AND state <> 'closed' ${isKept}
     LIMIT 1`,
    [
      ...[orNone(person.shopperIds), orNone(payers), person.addressKey],
      ...[how.exceptOrderId ?? '', until, until],
    ],
  );
  return found.length > 0;
};

const givenBack: HistoryAnswers['givenBack'] = async (db, orderIds) => {
  const sql = `SELECT id FROM orders
    WHERE id IN (?) AND total_fen > 0 AND refunded_fen = total_fen`;
  const found = await rows<{ id: string }>(db, sql, [orNone(orderIds)]);
  return new Set(found.map(({ id }) => id));
};

const payersOf: HistoryAnswers['payersOf'] = async (db, orderIds) => {
  const sql = `SELECT id, payer_openid AS openid FROM orders
    WHERE id IN (?) AND payer_openid IS NOT NULL`;
  const found = await rows<{ id: string; openid: string }>(db, sql, [orNone(orderIds)]);
  return new Map(found.map(({ id, openid }) => [id, openid]));
};

/** An empty list is no SQL. */
function orNone(values: readonly string[]): readonly string[] {
  return values.length === 0 ? [''] : values;
}

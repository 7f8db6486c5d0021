import { Injectable } from '@nestjs/common';
import { rows } from '../../platform/transaction.js';
import { OrderHistory } from '../../promotions/campaigns/order-history.js';

/** Answers promotions about orders. */
@Injectable()
export class AnswerOrderHistory {
  constructor(history: OrderHistory) {
    history.register(async (db, shopperIds) => {
      const found = await rows(
        db,
        `SELECT 1 FROM orders WHERE shopper_id IN (?) AND paid_at IS NOT NULL
           AND (refunded_fen < total_fen OR total_fen = 0) LIMIT 1`,
        [shopperIds],
      );
      return found.length > 0;
    });
  }
}

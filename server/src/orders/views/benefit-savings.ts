import { Injectable } from '@nestjs/common';
import { fen, type BenefitKind } from '@siyu/shared';
import { BenefitSavings } from '../../membership/benefits/benefit-savings.js';
import { rows } from '../../platform/transaction.js';

/** Answers membership about what benefits took off orders. */
@Injectable()
export class AnswerBenefitSavings {
  constructor(savings: BenefitSavings) {
    const answersFor = (kind: BenefitKind) => kind !== 'return-freight';
    savings.register({
      answersFor,
      answer: async (db, { shopperId, benefitIds, from, until, countsUnpaid }) => {
        const [found] = await rows<{ savedFen: string | null }>(db, SAVED, [
          ...[shopperId, benefitIds, countsUnpaid ? ['used', 'held'] : ['used'], from, until],
        ]);
        return fen(Number(found?.savedFen ?? 0));
      },
    });
  }
}

/**
 * Of each line what is left of its discount, in the share in which the line was kept; freight as
 * long as anything was. An order refunded whole saved nothing.
 */
const SAVED = `WITH used AS (
    SELECT promotion_use.order_id, offer_id, promotion_use.freight_fen FROM promotion_use
      JOIN orders ON orders.id = promotion_use.order_id
    WHERE promotion_use.shopper_id = ? AND offer_id IN (?) AND promotion_use.state IN (?)
      AND held_at >= ? AND held_at < ?
      AND (orders.refunded_fen < orders.total_fen OR orders.total_fen = 0))
  SELECT (SELECT COALESCE(SUM(freight_fen), 0) FROM used)
    + (SELECT COALESCE(SUM(COALESCE(discount.amount_fen
        * (line.payable_fen - line.refunded_fen) DIV NULLIF(line.payable_fen, 0),
        discount.amount_fen)), 0)
      FROM used JOIN order_line AS line ON line.order_id = used.order_id
      JOIN JSON_TABLE(line.discounts, '$[*]' COLUMNS (
        offer_id CHAR(26) CHARACTER SET ascii COLLATE ascii_bin PATH '$.offerId',
        amount_fen BIGINT PATH '$.amountFen')) AS discount
      WHERE discount.offer_id = used.offer_id) AS savedFen`;

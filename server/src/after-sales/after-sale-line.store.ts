import {
  fen,
  type AfterSaleKind,
  type AfterSaleState,
  type Fen,
  type LineQuantities,
} from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import { affected, rows, type Tx } from '../platform/transaction.js';

/** Units of an order line an after-sale speaks for, and what they return. */
export interface AfterSaleLineRow {
  afterSaleId: string;
  lineId: string;
  quantity: number;
  /** Of them, those not sent yet when they were asked for. */
  withheldQuantity: number;
  refundFen: Fen;
  /** Gift units that should go back and are kept. */
  keptQuantity: number;
  /** What is withheld of this line's money for gifts that are kept. */
  giftWithheldFen: Fen;
}

/** As `AfterSaleLineRow`, with the state, the kind and the freight of its after-sale. */
export interface ClaimRow extends AfterSaleLineRow {
  kind: AfterSaleKind;
  state: AfterSaleState;
  freightRefundFen: Fen;
}

type Reader = Pick<EntityManager, 'query'>;

export async function insertAfterSaleLines(
  tx: Tx,
  lines: readonly AfterSaleLineRow[],
): Promise<void> {
  await tx.query(
    `INSERT INTO after_sale_line
       (after_sale_id, line_id, quantity, withheld_quantity, refund_fen, kept_quantity,
        gift_withheld_fen) VALUES ?`,
    [
      lines.map((line) => [
        line.afterSaleId,
        line.lineId,
        line.quantity,
        line.withheldQuantity,
        line.refundFen,
        line.keptQuantity,
        line.giftWithheldFen,
      ]),
    ],
  );
}

export async function afterSaleLinesOf(
  db: Reader,
  afterSaleIds: readonly string[],
): Promise<AfterSaleLineRow[]> {
  if (afterSaleIds.length === 0) return [];
  const found = await rows<AfterSaleLineRow>(
    db,
    `SELECT after_sale_id AS afterSaleId, line_id AS lineId, quantity,
       withheld_quantity AS withheldQuantity, refund_fen AS refundFen,
       kept_quantity AS keptQuantity, gift_withheld_fen AS giftWithheldFen
     FROM after_sale_line WHERE after_sale_id IN (?) ORDER BY line_id`,
    [afterSaleIds],
  );
  return found.map(typed);
}

/** What all after-sales of an order, whatever became of them, asked for. */
export async function claimsOf(db: Reader, orderId: string): Promise<ClaimRow[]> {
  const found = await rows<ClaimRow>(
    db,
    `SELECT line.after_sale_id AS afterSaleId, line.line_id AS lineId, line.quantity,
       line.withheld_quantity AS withheldQuantity, line.refund_fen AS refundFen,
       line.kept_quantity AS keptQuantity, line.gift_withheld_fen AS giftWithheldFen,
       after_sale.kind, after_sale.state, after_sale.freight_refund_fen AS freightRefundFen
     FROM after_sale JOIN after_sale_line AS line ON line.after_sale_id = after_sale.id
     WHERE after_sale.order_id = ? ORDER BY line.after_sale_id, line.line_id`,
    [orderId],
  );
  return found.map((row) => ({ ...typed(row), freightRefundFen: fen(row.freightRefundFen) }));
}

function typed<Row extends AfterSaleLineRow>(row: Row): Row {
  const [refundFen, giftWithheldFen] = [fen(row.refundFen), fen(row.giftWithheldFen)];
  return { ...row, refundFen, giftWithheldFen };
}

/** Notes which units came back fit for sale; false for more than were sent back. */
export async function recordRestocked(
  tx: Tx,
  afterSaleId: string,
  units: LineQuantities,
): Promise<boolean> {
  for (const { lineId, quantity } of units) {
    const noted = await affected(
      tx,
      `UPDATE after_sale_line SET restocked_quantity = ?
       WHERE after_sale_id = ? AND line_id = ? AND quantity - withheld_quantity >= ?`,
      [quantity, afterSaleId, lineId, quantity],
    );
    if (noted === 0) return false;
  }
  return true;
}

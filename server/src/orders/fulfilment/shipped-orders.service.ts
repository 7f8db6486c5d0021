import { Injectable } from '@nestjs/common';
import type { LineQuantities } from '@siyu/shared';
import { Refusal } from '../../platform/refusal.js';
import { affected, type Tx } from '../../platform/transaction.js';
import { AdvanceOrder } from './advance-order.service.js';
import type { OrderRow } from '../order.store.js';

/** Lets units of a paid order go out. */
@Injectable()
export class ShippedOrders {
  constructor(private readonly advance: AdvanceOrder) {}

  /**
   * Counts these units of a locked order as sent; answers the order's state then.
   * @throws Refusal ORDER_STATE unless it is to be shipped; SHIPMENT_INVALID for a line that is not
   *   the order's, or more units than are unsent and unrefunded
   */
  async send(tx: Tx, order: OrderRow, units: LineQuantities): Promise<OrderRow['state']> {
    if (order.state !== 'to-ship') throw new Refusal('ORDER_STATE', { state: order.state });
    for (const { lineId, quantity } of units) {
      const sent = await affected(
        tx,
        `UPDATE order_line SET shipped_quantity = shipped_quantity + ?
         WHERE id = ? AND order_id = ?
           AND shipped_quantity + withheld_quantity + cancelled_quantity + ? <= quantity`,
        [quantity, lineId, order.id, quantity],
      );
      if (sent === 0) throw new Refusal('SHIPMENT_INVALID', { lineId });
    }
    return this.advance.bySending(tx, order);
  }
}

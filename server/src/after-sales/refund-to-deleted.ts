import { Injectable } from '@nestjs/common';
import { lockIfLive } from '../identity/lock-shopper.js';
import { Refusal } from '../platform/refusal.js';
import type { Tx } from '../platform/transaction.js';
import { Lots } from '../wallet/lots.service.js';
import { writeAfterSale } from './after-sale.store.js';
import type { LockedAfterSale } from './lock-after-sale.js';

/** Balance that a refund gives back to a deleted account, where nobody would reach it. */
@Injectable()
export class RefundToDeleted {
  constructor(private readonly lots: Lots) {}

  /**
   * Takes the balance that came back out again: the operator has paid the principal by other means,
   * and says where that is recorded.
   * @throws Refusal OFFLINE_REFERENCE_NEEDED with how much principal is to be paid; INVALID_INPUT
   *   for a reference where nothing is
   */
  async settle(
    tx: Tx,
    { locked: { order }, afterSale: { id } }: LockedAfterSale,
    offlineReference: string | null,
  ): Promise<void> {
    const isDeleted = order.balanceFen > 0 && !(await lockIfLive(tx, order.shopperId));
    const principalFen = isDeleted ? await this.lots.payOut(tx, order.shopperId, id) : 0;
    if (principalFen > 0 && offlineReference === null) {
      throw new Refusal('OFFLINE_REFERENCE_NEEDED', { principalFen });
    }
    if (offlineReference === null) return;
    if (principalFen === 0) throw new Refusal('INVALID_INPUT', { field: 'offlineReference' });
    await writeAfterSale(tx, id, { offlineReference });
  }
}

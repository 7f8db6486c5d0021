import { Injectable } from '@nestjs/common';
import { Notices } from '../messages/notices.service.js';
import type { Tx } from '../platform/transaction.js';
import type { AfterSaleRow } from './after-sale.store.js';

/** Tells a shopper that an after-sale of theirs has moved. */
@Injectable()
export class AfterSaleNotice {
  constructor(private readonly notices: Notices) {}

  /**
   * `unasked`: the shop gave money back by itself; `lapsed`: the goods were not sent back in time.
   * One notice for each state it was left in.
   */
  answered(
    tx: Tx,
    { id, orderId, shopperId, state }: AfterSaleRow,
    outcome: 'approved' | 'unasked' | 'rejected' | 'lapsed',
    answer: string,
  ): Promise<void> {
    return this.notices.send(tx, {
      shopperId,
      kind: 'after-sale-answered',
      facts: { afterSaleId: id, outcome, answer },
      orderId,
      dedupe: `after-sale:${id}:${state}`,
    });
  }
}

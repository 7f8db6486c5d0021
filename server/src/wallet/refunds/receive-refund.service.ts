import { Injectable } from '@nestjs/common';
import type { TransferAnswer } from '@siyu/shared';
import { ReceiveTransfer } from '../../payments/transfers/receive-transfer.service.js';
import { Refusal } from '../../platform/refusal.js';
import { lockOwnRefund, RECHARGE_REFUND } from './recharge-refund.store.js';

/** A shopper receives what goes back of a recharge by transfer, which they confirm in WeChat. */
@Injectable()
export class ReceiveRefund {
  constructor(private readonly receiving: ReceiveTransfer) {}

  /**
   * Where the transfer stands, as `ReceiveTransfer`.
   * @throws Refusal NOT_FOUND unless a refund of theirs goes by transfer
   */
  of(shopperId: string, refundId: string): Promise<TransferAnswer> {
    return this.receiving.of({
      ...{ subjectKind: RECHARGE_REFUND, subjectId: refundId },
      lock: async (tx) => {
        const refund = await lockOwnRefund(tx, refundId, shopperId);
        if (refund?.channel !== 'transfer') throw new Refusal('NOT_FOUND');
      },
    });
  }
}

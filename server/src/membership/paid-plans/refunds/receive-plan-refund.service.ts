import { Injectable } from '@nestjs/common';
import type { TransferAnswer } from '@siyu/shared';
import { ReceiveTransfer } from '../../../payments/transfers/receive-transfer.service.js';
import { Refusal } from '../../../platform/refusal.js';
import { lockPlanTransfer, PLAN_REFUND } from './plan-refund.store.js';

/** A buyer receives what goes back of a plan by transfer, which they confirm in WeChat. */
@Injectable()
export class ReceivePlanRefund {
  constructor(private readonly receiving: ReceiveTransfer) {}

  /**
   * Where the transfer stands, as `ReceiveTransfer`.
   * @throws Refusal NOT_FOUND unless a refund of theirs goes by transfer
   */
  of(shopperId: string, refundId: string): Promise<TransferAnswer> {
    return this.receiving.of({
      ...{ subjectKind: PLAN_REFUND, subjectId: refundId },
      lock: async (tx) => {
        const refund = await lockPlanTransfer(tx, refundId);
        if (refund?.shopperId !== shopperId) throw new Refusal('NOT_FOUND');
      },
    });
  }
}

import { Injectable } from '@nestjs/common';
import { fen, rechargeRefund, type RechargeRefundPreview, type RefundCause } from '@siyu/shared';
import { Refusal } from '../../platform/refusal.js';
import { MoneyBack } from '../../payments/money-back.service.js';
import type { Tx } from '../../platform/transaction.js';
import { GrantedCoupons } from '../../promotions/coupon/granted-coupons.service.js';
import { lockLot } from '../lot.store.js';
import { grantKey } from '../recharges/recharge-payment.listener.js';
import type { RechargeRow } from '../recharges/recharge.store.js';
import { RECHARGE_REFUND, returnedFen, spentFen } from './recharge-refund.store.js';

/** What giving a locked recharge back returns now. */
@Injectable()
export class AssessRecharge {
  constructor(
    private readonly coupons: GrantedCoupons,
    private readonly back: MoneyBack,
  ) {}

  /** @throws Refusal RECHARGE_STATE unless it is paid and something of it would come back */
  async of(tx: Tx, recharge: RechargeRow, cause: RefundCause): Promise<RechargeRefundPreview> {
    const { id, state, shopperId, paidAt, principalFen: paidFen } = recharge;
    const left = state === 'paid' ? await lockLot(tx, id) : null;
    if (!left || paidAt === null) throw new Refusal('RECHARGE_STATE', { state });
    const facts = {
      ...{ paidFen, left },
      returnedFen: await returnedFen(tx, id),
      spentFen: await spentFen(tx, id),
      couponsUsedFen: fen(await this.coupons.savedFen(tx, { shopperId, key: grantKey(id) })),
    };
    const refund = rechargeRefund(facts, cause);
    if (refund.amountFen === 0) throw new Refusal('RECHARGE_STATE', { state });
    return {
      ...{
        rechargeId: id,
        cause,
        channel: this.back.channelOf(RECHARGE_REFUND, paidAt, refund.amountFen),
      },
      ...{ paidFen, returnedFen: facts.returnedFen, spentFen: facts.spentFen },
      ...{ principalFen: left.principalFen, bonusFen: left.bonusFen },
      discountWithheldFen: refund.discountWithheldFen,
      couponsWithheldFen: refund.couponsWithheldFen,
      amountFen: refund.amountFen,
    };
  }
}

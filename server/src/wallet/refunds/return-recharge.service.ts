import { Injectable } from '@nestjs/common';
import { fen, totalOf, type RechargeRefundPreview, type RechargeRefundView } from '@siyu/shared';
import { Ledger } from '../../ledger/ledger.service.js';
import { MoneyBack } from '../../payments/money-back.service.js';
import {
  OpsTransfers,
  type OutsidePayment,
} from '../../payments/transfers/ops-transfers.service.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { Outbox } from '../../platform/outbox.js';
import { Refusal } from '../../platform/refusal.js';
import type { Tx } from '../../platform/transaction.js';
import { GrantedCoupons } from '../../promotions/coupon/granted-coupons.service.js';
import { moveLots } from '../lot.store.js';
import '../recharges/recharge.events.js';
import { grantKey } from '../recharges/recharge-payment.listener.js';
import type { RechargeRow } from '../recharges/recharge.store.js';
import { inBalance, inShop } from '../wallet-entry.js';
import {
  insertRechargeRefund,
  lockUnreceived,
  markPaidOutside,
  markRefunded,
  RECHARGE_REFUND,
  refundView,
} from './recharge-refund.store.js';
import type { RefundAsk } from './recharge-refunds.service.js';

/** Gives back what a recharge returns: lots and balance at once, money by its channel. */
@Injectable()
export class ReturnRecharge {
  constructor(
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly back: MoneyBack,
    private readonly coupons: GrantedCoupons,
    private readonly outbox: Outbox,
    opsTransfers: OpsTransfers,
  ) {
    back.whenArrived('wallet', RECHARGE_REFUND, markRefunded);
    opsTransfers.register(RECHARGE_REFUND, (tx, payment) => this.paidOutside(tx, payment));
  }

  /** Of a locked recharge, as it was assessed in this transaction. */
  async return(
    tx: Tx,
    recharge: RechargeRow,
    assessed: RechargeRefundPreview,
    ask: RefundAsk,
  ): Promise<RechargeRefundView> {
    const { id: rechargeId, shopperId } = recharge;
    const createdAt = this.clock.now();
    const id = newId(createdAt);
    const isOffline = assessed.channel === 'offline';
    await this.takeLot(tx, id, recharge, assessed);
    await this.coupons.revoke(tx, { shopperId, key: grantKey(rechargeId) });
    const { cause, reason, operatorId, offlineReference, payeeName } = ask;
    const refundId = await this.back.send(tx, assessed.channel, {
      ...{ subjectKind: RECHARGE_REFUND, subjectId: id, paymentId: recharge.paymentId, shopperId },
      ...{ amountFen: assessed.amountFen, reason, payeeName },
    });
    const row = {
      ...assessed,
      ...{ id, rechargeId, shopperId, operatorId, cause, reason, refundId, offlineReference },
      ...{ createdAt, refundedAt: isOffline ? createdAt : null },
    };
    await insertRechargeRefund(tx, row);
    await this.announce(tx, recharge, row);
    return refundView(row);
  }

  /** What was to come from the shop's account at WeChat came from elsewhere. */
  private async paidOutside(tx: Tx, { subjectId: id, reference, at }: OutsidePayment) {
    const refund = await lockUnreceived(tx, id);
    if (!refund) throw new Refusal('TRANSFER_STATE');
    const { shopperId, amountFen } = refund;
    await markPaidOutside(tx, id, reference, at);
    await this.ledger.post(tx, {
      ...{ businessKey: `recharge-refunded-outside/${id}`, kind: 'recharge-refunded', shopperId },
      reference: { kind: RECHARGE_REFUND, id },
      postings: [...inShop('shop.offline', amountFen), ...inShop('shop.wechat', -amountFen)],
    });
  }

  private async announce(
    tx: Tx,
    recharge: RechargeRow,
    row: Pick<RechargeRefundPreview, 'amountFen' | 'returnedFen'> & { id: string; createdAt: Date },
  ): Promise<void> {
    const { id: rechargeId, shopperId, growth, principalFen: paidFen } = recharge;
    const { id: refundId, amountFen, returnedFen, createdAt } = row;
    const leftFen = fen(paidFen - returnedFen - amountFen);
    const facts = { rechargeId, shopperId, paidFen, growth, at: createdAt.toISOString() };
    await this.outbox.add(tx, 'recharge.refunded', { ...facts, refundId, amountFen, leftFen });
  }

  /** What is withheld of the principal is the shop's; what was withheld before comes out of it. */
  private async takeLot(
    tx: Tx,
    id: string,
    { id: lotId, shopperId }: RechargeRow,
    { principalFen, bonusFen, amountFen, channel }: RechargeRefundPreview,
  ): Promise<void> {
    const { entryId } = await this.ledger.post(tx, {
      ...{ businessKey: `recharge-refunded/${id}`, kind: 'recharge-refunded', shopperId },
      reference: { kind: RECHARGE_REFUND, id },
      postings: [
        ...inBalance({ principalFen, bonusFen }, -1),
        ...inShop(channel === 'offline' ? 'shop.offline' : 'shop.wechat', amountFen),
        ...inShop('shop.forfeited', principalFen - amountFen),
        ...inShop('shop.bonus-given', bonusFen),
      ],
    });
    const part = { lotId, principalFen, bonusFen };
    if (totalOf(part) > 0) await moveLots(tx, { entryId }, [part], -1);
  }
}

import { Injectable } from '@nestjs/common';
import { fen, totalOf, type RechargeRefundPreview, type RechargeRefundView } from '@siyu/shared';
import { Ledger } from '../../ledger/ledger.service.js';
import { Payments } from '../../payments/payments.service.js';
import { Refunds } from '../../payments/refunds.service.js';
import {
  OpsTransfers,
  type OutsidePayment,
} from '../../payments/transfers/ops-transfers.service.js';
import { Transfers } from '../../payments/transfers/transfers.service.js';
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
    private readonly refunds: Refunds,
    private readonly payments: Payments,
    private readonly transfers: Transfers,
    private readonly coupons: GrantedCoupons,
    private readonly outbox: Outbox,
    opsTransfers: OpsTransfers,
  ) {
    const arrived = async (
      tx: Tx,
      all: { subjectKind: string; subjectId: string; at: string }[],
    ) => {
      const own = all.filter(({ subjectKind }) => subjectKind === RECHARGE_REFUND);
      for (const { subjectId, at } of own) await markRefunded(tx, subjectId, new Date(at));
    };
    outbox.listen({ name: 'wallet.refund-succeeded', kind: 'refund.succeeded', handle: arrived });
    outbox.listen({
      ...{ name: 'wallet.transfer-succeeded', kind: 'transfer.succeeded', handle: arrived },
    });
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
    const refundId = await this.sent(tx, id, recharge, { ...assessed, ...ask });
    const { cause, reason, operatorId, offlineReference } = ask;
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

  /** Sends the money by its channel; the refund at WeChat, where it is one. */
  private async sent(
    tx: Tx,
    subjectId: string,
    { paymentId, shopperId }: RechargeRow,
    { channel, amountFen, reason, payeeName }: RechargeRefundPreview & RefundAsk,
  ): Promise<string | null> {
    const subject = { subjectKind: RECHARGE_REFUND, subjectId, amountFen };
    if (channel === 'wechat') {
      return this.refunds.request(tx, { ...subject, paymentId, reason });
    }
    if (channel === 'transfer') {
      const { openid } = await this.payments.get(paymentId, tx);
      await this.transfers.open(tx, { ...subject, shopperId, openid, remark: reason, payeeName });
    }
    return null;
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

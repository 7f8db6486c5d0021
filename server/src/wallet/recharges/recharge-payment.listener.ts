import { Inject, Injectable, Logger } from '@nestjs/common';
import type { PaymentFacts } from '../../payments/payment.events.js';
import { lockIfLive } from '../../identity/lock-shopper.js';
import { Refunds } from '../../payments/refunds.service.js';
import { Clock } from '../../platform/clock.js';
import { Outbox } from '../../platform/outbox.js';
import type { Tx } from '../../platform/transaction.js';
import { Coupons } from '../../promotions/coupon/coupons.service.js';
import { Lots } from '../lots.service.js';
import './recharge.events.js';
import { lockRecharge, moveRecharge, type RechargeRow } from './recharge.store.js';
import { RECHARGE } from './recharges.service.js';
import { Room } from './room.service.js';

const NO_ROOM_REASON = '充值已关闭且余额已达上限，自动退款';

/** What a recharge does when its payment succeeds or closes. */
@Injectable()
export class RechargePaymentListener {
  private readonly log = new Logger('wallet');

  constructor(
    private readonly clock: Clock,
    private readonly lots: Lots,
    private readonly room: Room,
    private readonly refunds: Refunds,
    @Inject(Coupons) private readonly coupons: Coupons,
    private readonly outbox: Outbox,
  ) {
    outbox.listen({
      name: 'wallet.payment-succeeded',
      kind: 'payment.succeeded',
      handle: async (tx, payments) => {
        for (const payment of payments.filter(isForRecharge)) await this.paid(tx, payment);
      },
    });
    outbox.listen({
      name: 'wallet.payment-closed',
      kind: 'payment.closed',
      handle: async (tx, payments) => {
        for (const payment of payments.filter(isForRecharge)) await this.closed(tx, payment);
      },
    });
  }

  /** Money that came is never refused: it is credited, or goes back by itself (cases 36, 39). */
  private async paid(tx: Tx, payment: PaymentFacts): Promise<void> {
    const recharge = await lockRecharge(tx, payment.subjectId);
    if (recharge?.state !== 'awaiting-payment' && recharge?.state !== 'closed') return;
    const isLive = await lockIfLive(tx, recharge.shopperId);
    if (isLive && (await this.hasRoom(tx, recharge))) await this.credit(tx, recharge, payment);
    else await this.sendBack(tx, recharge, payment);
  }

  /** One that waits to be paid has its room since it was placed; one that closed looks for it. */
  private async hasRoom(tx: Tx, recharge: RechargeRow): Promise<boolean> {
    if (recharge.state === 'awaiting-payment') return true;
    const { shopperId, principalFen, bonusFen } = recharge;
    return principalFen + bonusFen <= (await this.room.of(shopperId, tx));
  }

  private async credit(tx: Tx, recharge: RechargeRow, payment: PaymentFacts): Promise<void> {
    const { id, shopperId, principalFen, bonusFen, growth, couponCampaignIds } = recharge;
    await moveRecharge(tx, recharge, 'paid', { paidAt: new Date(payment.at) });
    await this.lots.credit(tx, { id, shopperId, source: 'recharge', principalFen, bonusFen });
    for (const campaignId of couponCampaignIds) {
      const granted = await this.coupons.grant(tx, { campaignId, shopperId, key: grantKey(id) });
      if ('refusal' in granted) {
        this.log.warn(`recharge ${id} came without its coupon: ${granted.refusal}`);
      }
    }
    await this.outbox.add(tx, 'recharge.paid', {
      ...{ rechargeId: id, shopperId, paidFen: principalFen, growth, at: payment.at },
    });
  }

  private async sendBack(tx: Tx, recharge: RechargeRow, payment: PaymentFacts): Promise<void> {
    this.log.warn(
      `recharge ${recharge.id} was paid after it closed, without room or owner: refunding`,
    );
    await moveRecharge(tx, recharge, 'returned', { paidAt: new Date(payment.at) });
    await this.refunds.request(tx, {
      ...{ paymentId: payment.paymentId, subjectKind: RECHARGE, subjectId: recharge.id },
      ...{ amountFen: recharge.principalFen, reason: NO_ROOM_REASON },
    });
  }

  private async closed(tx: Tx, payment: PaymentFacts): Promise<void> {
    const recharge = await lockRecharge(tx, payment.subjectId);
    if (recharge?.state !== 'awaiting-payment') return;
    await moveRecharge(tx, recharge, 'closed', { closedAt: this.clock.now() });
  }
}

/** The name under which a recharge's coupons are granted. */
export function grantKey(rechargeId: string): string {
  return `recharge/${rechargeId}`;
}

function isForRecharge(payment: PaymentFacts): boolean {
  return payment.subjectKind === RECHARGE;
}

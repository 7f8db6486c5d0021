import { Inject, Injectable } from '@nestjs/common';
import {
  decidedChannel,
  isWithinSevenDays,
  type Fen,
  type RechargeRefundPreview,
  type RechargeRefundView,
  type RefundCause,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Payments } from '../../payments/payments.service.js';
import { Clock } from '../../platform/clock.js';
import { once } from '../../platform/idempotency.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { lockRecharge, type RechargeRow } from '../recharges/recharge.store.js';
import { RECHARGE } from '../recharges/recharges.service.js';
import { AssessRecharge } from './assess-recharge.js';
import { ReturnRecharge } from './return-recharge.service.js';

const ROUTE = 'recharge refund';
const OWN_REASON = '七天内退回充值';

/** A refund as someone asked for it, having seen what it would return. */
export interface RefundAsk {
  rechargeId: string;
  cause: RefundCause;
  reason: string;
  shownAmountFen: Fen;
  offlineReference: string | null;
  /** As on their identity card, which a transfer from ¥2,000 on needs. */
  payeeName: string | null;
  /** Null where the shopper asks. */
  operatorId: string | null;
}

/** Giving recharges back: what it would return, and doing it. */
@Injectable()
export class RechargeRefunds {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly payments: Payments,
    private readonly assess: AssessRecharge,
    private readonly returning: ReturnRecharge,
  ) {}

  /** @throws Refusal RECHARGE_NOT_FOUND, RECHARGE_STATE where nothing is left to return */
  preview(rechargeId: string, cause: RefundCause): Promise<RechargeRefundPreview> {
    return inTransaction(this.db, async (tx) =>
      this.assess.of(tx, await this.locked(tx, rechargeId), cause),
    );
  }

  /** @throws Refusal RECHARGE_REFUND_WINDOW after seven days, and what `preview` throws */
  previewOwn(shopperId: string, rechargeId: string): Promise<RechargeRefundPreview> {
    return inTransaction(this.db, async (tx) => {
      const recharge = await this.lockedOwn(tx, shopperId, rechargeId);
      return this.assess.of(tx, recharge, 'seven-days');
    });
  }

  /** @throws Refusal RECHARGE_CHANGED when it would return another amount, and what it previews */
  giveOwnBack(
    shopperId: string,
    rechargeId: string,
    key: string,
    shownAmountFen: Fen,
  ): Promise<RechargeRefundView> {
    const ask = { rechargeId, cause: 'seven-days' as const, shownAmountFen, reason: OWN_REASON };
    const write = { ownerId: shopperId, key, route: ROUTE, body: ask };
    return inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), async () => {
        const recharge = await this.lockedOwn(tx, shopperId, rechargeId);
        return this.give(tx, recharge, {
          ...ask,
          offlineReference: null,
          payeeName: null,
          operatorId: null,
        });
      }),
    );
  }

  /**
   * An operator gives a recharge back. For `seven-days` it must be in time for them too.
   * @throws Refusal RECHARGE_NOT_FOUND, RECHARGE_STATE, RECHARGE_REFUND_WINDOW, RECHARGE_CHANGED,
   *   RECHARGE_REFUND_CHANNEL unless a payment outside WeChat is named where it must be, and not
   *   where WeChat still refunds; TRANSFER_INVALID from ¥2,000 on without a name
   */
  async giveBack(tx: Tx, ask: RefundAsk): Promise<RechargeRefundView> {
    const recharge = await this.locked(tx, ask.rechargeId);
    if (ask.cause === 'seven-days') this.inTime(recharge);
    return this.give(tx, recharge, ask);
  }

  private async give(tx: Tx, recharge: RechargeRow, ask: RefundAsk): Promise<RechargeRefundView> {
    const assessed = await this.assess.of(tx, recharge, ask.cause);
    const { amountFen, channel } = assessed;
    if (amountFen !== ask.shownAmountFen) throw new Refusal('RECHARGE_CHANGED', { amountFen });
    const decided = decidedChannel(channel, ask.offlineReference);
    if (!decided) throw new Refusal('RECHARGE_REFUND_CHANNEL', { channel });
    return this.returning.return(tx, recharge, { ...assessed, channel: decided }, ask);
  }

  /** The payment first, as everywhere: WeChat's news of it moves the recharge. */
  private async locked(tx: Tx, rechargeId: string): Promise<RechargeRow> {
    await this.payments.lockOf(tx, RECHARGE, rechargeId);
    const recharge = await lockRecharge(tx, rechargeId);
    if (!recharge) throw new Refusal('RECHARGE_NOT_FOUND');
    return recharge;
  }

  private async lockedOwn(tx: Tx, shopperId: string, rechargeId: string): Promise<RechargeRow> {
    const recharge = await this.locked(tx, rechargeId);
    if (recharge.shopperId !== shopperId) throw new Refusal('RECHARGE_NOT_FOUND');
    this.inTime(recharge);
    return recharge;
  }

  private inTime({ paidAt }: RechargeRow): void {
    const isLate = paidAt !== null && !isWithinSevenDays(paidAt, this.clock.now());
    if (isLate) throw new Refusal('RECHARGE_REFUND_WINDOW');
  }
}

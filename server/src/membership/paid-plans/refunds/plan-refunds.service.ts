import { Inject, Injectable } from '@nestjs/common';
import {
  decidedChannel,
  planGiftState,
  type Fen,
  type PlanRefundCause,
  type PlanRefundPreview,
  type PlanRefundView,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { lockShopper } from '../../../identity/lock-shopper.js';
import { Payments } from '../../../payments/payments.service.js';
import { Clock } from '../../../platform/clock.js';
import { once } from '../../../platform/idempotency.js';
import { Refusal } from '../../../platform/refusal.js';
import { inTransaction, type Tx } from '../../../platform/transaction.js';
import { findGift } from '../gifts/plan-gift.store.js';
import { lockPlanPurchase, type PlanPurchaseRow } from '../purchases/plan-purchase.store.js';
import { PAID_PLAN } from '../purchases/plan-purchases.service.js';
import { termOfPurchase } from '../terms/paid-term.store.js';
import { AssessPlan } from './assess-plan.js';
import { ReturnPlan } from './return-plan.service.js';

const ROUTE = 'plan refund';
const OWN_REASON = '会员退订';
const EXPIRED_REASON = '赠送的会员到期未领取，自动退款';

/** A refund as someone asked for it, having seen what it would return. */
export interface PlanRefundAsk {
  purchaseId: string;
  cause: PlanRefundCause;
  reason: string;
  shownAmountFen: Fen;
  offlineReference: string | null;
  /** As on their identity card, which a transfer from ¥2,000 on needs. */
  payeeName: string | null;
  /** Null where the shopper asks. */
  operatorId: string | null;
}

/** Giving paid plans back: what it would return, and doing it. */
@Injectable()
export class PlanRefunds {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly payments: Payments,
    private readonly assess: AssessPlan,
    private readonly returning: ReturnPlan,
  ) {}

  /** @throws Refusal PLAN_PURCHASE_NOT_FOUND, PLAN_PURCHASE_STATE when it cannot go back */
  preview(purchaseId: string, cause: PlanRefundCause): Promise<PlanRefundPreview> {
    return inTransaction(this.db, async (tx) => {
      const purchase = await this.locked(tx, purchaseId);
      return (await this.assess.of(tx, purchase, cause)).preview;
    });
  }

  /** The same for whoever bought it. @throws Refusal PLAN_GIFT_STATE once a friend accepted it */
  previewOwn(shopperId: string, purchaseId: string): Promise<PlanRefundPreview> {
    return inTransaction(this.db, async (tx) => {
      const purchase = await this.lockedOwn(tx, shopperId, purchaseId);
      return (await this.assess.of(tx, purchase, 'shopper')).preview;
    });
  }

  /**
   * @throws Refusal PLAN_REFUND_CHANGED when it would return another amount, PLAN_REFUND_CHANNEL a
   *   year after paying where no transfer is possible, TRANSFER_INVALID where one needs a name, and
   *   what `previewOwn` throws
   */
  giveOwnBack(
    shopperId: string,
    purchaseId: string,
    key: string,
    shownAmountFen: Fen,
  ): Promise<PlanRefundView> {
    const ask = { purchaseId, cause: 'shopper' as const, reason: OWN_REASON, shownAmountFen };
    const write = { ownerId: shopperId, key, route: ROUTE, body: ask };
    return inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), async () => {
        const purchase = await this.lockedOwn(tx, shopperId, purchaseId);
        const by = { offlineReference: null, payeeName: null, operatorId: null };
        return this.give(tx, purchase, { ...ask, ...by });
      }),
    );
  }

  /** An operator gives a plan back. @throws Refusal the same as `giveOwnBack` */
  async giveBack(tx: Tx, ask: PlanRefundAsk): Promise<PlanRefundView> {
    return this.give(tx, await this.locked(tx, ask.purchaseId), ask);
  }

  /** A gift that nobody accepted in time: all goes back by itself. Safe to repeat. */
  async expireGift(tx: Tx, purchaseId: string): Promise<void> {
    const purchase = await this.locked(tx, purchaseId);
    const gift = await findGift(tx, ['gift.purchase_id = ?', purchaseId]);
    const isOver = gift && planGiftState(gift, this.clock.now()) === 'expired';
    if (!isOver || gift.endedAt !== null) return;
    const own = { cause: 'shopper' as const, reason: EXPIRED_REASON, operatorId: null };
    const assessed = await this.assess.of(tx, purchase, own.cause);
    const shownAmountFen = assessed.preview.amountFen;
    const ask = { ...own, purchaseId, shownAmountFen, offlineReference: null, payeeName: null };
    await this.returning.return(tx, purchase, assessed, ask);
  }

  private async give(
    tx: Tx,
    purchase: PlanPurchaseRow,
    ask: PlanRefundAsk,
  ): Promise<PlanRefundView> {
    const assessed = await this.assess.of(tx, purchase, ask.cause);
    const { amountFen, channel } = assessed.preview;
    if (amountFen !== ask.shownAmountFen) throw new Refusal('PLAN_REFUND_CHANGED', { amountFen });
    if (amountFen === 0) throw new Refusal('PLAN_PURCHASE_STATE', { state: purchase.state });
    const decided = decidedChannel(channel, ask.offlineReference);
    if (!decided) throw new Refusal('PLAN_REFUND_CHANNEL', { channel });
    const preview = { ...assessed.preview, channel: decided };
    return this.returning.return(tx, purchase, { ...assessed, preview }, ask);
  }

  /** The payment first, as everywhere; then the purchase, then whose terms move up: a friend’s. */
  private async locked(tx: Tx, purchaseId: string): Promise<PlanPurchaseRow> {
    await this.payments.lockOf(tx, PAID_PLAN, purchaseId);
    const purchase = await lockPlanPurchase(tx, purchaseId);
    if (!purchase) throw new Refusal('PLAN_PURCHASE_NOT_FOUND');
    await lockShopper(tx, await holderOf(tx, purchase));
    return purchase;
  }

  private async lockedOwn(tx: Tx, shopperId: string, purchaseId: string): Promise<PlanPurchaseRow> {
    const purchase = await this.locked(tx, purchaseId);
    if (purchase.shopperId !== shopperId) throw new Refusal('PLAN_PURCHASE_NOT_FOUND');
    const isFriends = (await holderOf(tx, purchase)) !== shopperId;
    if (isFriends) throw new Refusal('PLAN_GIFT_STATE', { state: 'accepted' });
    return purchase;
  }
}

/** Whose term it is: its buyer’s, or the friend’s who accepted it. */
async function holderOf(tx: Tx, { id, shopperId, isGift }: PlanPurchaseRow): Promise<string> {
  return (isGift && (await termOfPurchase(tx, id))?.shopperId) || shopperId;
}

import { Inject, Injectable } from '@nestjs/common';
import type { Fen, PlanRefundCause, PlanRefundPreview, PlanRefundView } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { lockShopper } from '../../../identity/lock-shopper.js';
import { Payments } from '../../../payments/payments.service.js';
import { Clock } from '../../../platform/clock.js';
import { once } from '../../../platform/idempotency.js';
import { Refusal } from '../../../platform/refusal.js';
import { inTransaction, type Tx } from '../../../platform/transaction.js';
import { lockPlanPurchase, type PlanPurchaseRow } from '../purchases/plan-purchase.store.js';
import { PAID_PLAN } from '../purchases/plan-purchases.service.js';
import { AssessPlan } from './assess-plan.js';
import { ReturnPlan } from './return-plan.service.js';

const ROUTE = 'plan refund';
const OWN_REASON = '会员退订';

/** A refund as someone asked for it, having seen what it would return. */
export interface PlanRefundAsk {
  purchaseId: string;
  cause: PlanRefundCause;
  reason: string;
  shownAmountFen: Fen;
  offlineReference: string | null;
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

  /** The same for whoever bought it. */
  previewOwn(shopperId: string, purchaseId: string): Promise<PlanRefundPreview> {
    return inTransaction(this.db, async (tx) => {
      const purchase = await this.lockedOwn(tx, shopperId, purchaseId);
      return (await this.assess.of(tx, purchase, 'shopper')).preview;
    });
  }

  /**
   * @throws Refusal PLAN_REFUND_CHANGED when it would return another amount, PLAN_REFUND_CHANNEL a
   *   year after paying, and what it previews
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
        return this.give(tx, purchase, { ...ask, offlineReference: null, operatorId: null });
      }),
    );
  }

  /** An operator gives a plan back. @throws Refusal the same as `giveOwnBack` */
  async giveBack(tx: Tx, ask: PlanRefundAsk): Promise<PlanRefundView> {
    return this.give(tx, await this.locked(tx, ask.purchaseId), ask);
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
    if ((channel === 'offline') !== (ask.offlineReference !== null)) {
      throw new Refusal('PLAN_REFUND_CHANNEL', { channel });
    }
    return this.returning.return(tx, purchase, assessed, ask);
  }

  /** The payment first, as everywhere; then the purchase, then whose terms move up. */
  private async locked(tx: Tx, purchaseId: string): Promise<PlanPurchaseRow> {
    await this.payments.lockOf(tx, PAID_PLAN, purchaseId);
    const purchase = await lockPlanPurchase(tx, purchaseId);
    if (!purchase) throw new Refusal('PLAN_PURCHASE_NOT_FOUND');
    await lockShopper(tx, purchase.shopperId);
    return purchase;
  }

  private async lockedOwn(tx: Tx, shopperId: string, purchaseId: string): Promise<PlanPurchaseRow> {
    const purchase = await this.locked(tx, purchaseId);
    if (purchase.shopperId !== shopperId) throw new Refusal('PLAN_PURCHASE_NOT_FOUND');
    return purchase;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { minutesAfter, type PlacePlanPurchase, type PlanPurchase } from '@siyu/shared';
import { DataSource } from 'typeorm';
import { lockLiveShopper } from '../../../identity/lock-shopper.js';
import { Payments } from '../../../payments/payments.service.js';
import type { ShopperSession } from '../../../platform/access.js';
import { Clock } from '../../../platform/clock.js';
import { inputHash } from '../../../platform/idempotency.js';
import { newId } from '../../../platform/new-id.js';
import { Refusal } from '../../../platform/refusal.js';
import { inTransaction, type Tx } from '../../../platform/transaction.js';
import { Settings } from '../../../shop/settings.js';
import { KnownPlans } from '../plans/known-plans.js';
import type { PlanVersion } from '../plans/paid-plan.store.js';
import {
  insertPlanPurchase,
  planPurchasesWhere,
  planPurchaseView,
  type PlanPurchaseRow,
} from './plan-purchase.store.js';
import { PAID_PLAN } from './plan-purchases.service.js';
import { SettlePlanPurchase } from './settle-plan-purchase.service.js';
import { TrialClaims } from './trial-claims.service.js';

const ROUTE = 'POST /shop/paid-plans/:id/purchases';

/** What a phone asks for that was shown a plan. */
export interface Asked extends PlacePlanPurchase {
  planId: string;
}

/** Begins a purchase of a paid plan, as it was shown, and opens a payment for it. */
@Injectable()
export class PlanPurchasePlacing {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly known: KnownPlans,
    private readonly shop: Settings,
    private readonly trials: TrialClaims,
    private readonly payments: Payments,
    private readonly settle: SettlePlanPurchase,
  ) {}

  /**
   * Places one, which is its own idempotency record. What costs nothing is settled at once.
   * @throws Refusal PLAN_CHANGED, PLAN_TRIAL_USED, PLAN_TRIAL_NOT_GIVEN, OPEN_ORDERS_TOO_MANY,
   *   IDEMPOTENCY_KEY_REUSED
   */
  place(shopper: ShopperSession, key: string, asked: Asked): Promise<PlanPurchase> {
    const hash = inputHash(ROUTE, asked);
    return inTransaction(this.db, async (tx) => {
      const { shopperId } = shopper;
      await lockLiveShopper(tx, shopperId);
      const own = ['purchase.shopper_id = ?', shopperId] as const;
      const [first] = await planPurchasesWhere(tx, [own, ['idempotency_key = ?', key]], 1);
      if (first && first.inputHash !== hash) throw new Refusal('IDEMPOTENCY_KEY_REUSED');
      if (first) return planPurchaseView(first);
      const { openOrdersMax } = await this.shop.current(tx);
      const open = await planPurchasesWhere(tx, [own, OPEN], openOrdersMax);
      if (open.length >= openOrdersMax) throw new Refusal('OPEN_ORDERS_TOO_MANY');
      return planPurchaseView(await this.open(tx, shopper, { key, hash, ...asked }));
    });
  }

  private async open(
    tx: Tx,
    { shopperId, openid }: ShopperSession,
    { key, hash, ...asked }: Asked & { key: string; hash: string },
  ): Promise<PlanPurchaseRow> {
    const { planId, version: planVersion, plan } = await this.shown(tx, asked);
    const createdAt = this.clock.now();
    const id = newId(createdAt);
    if (plan.period === 'trial') await this.claimTrial(tx, shopperId, id, asked);
    const payBy = minutesAfter(createdAt, (await this.shop.current(tx)).payWithinMinutes);
    const { name: planName, priceFen } = plan;
    const paymentId = await this.payments.open(tx, {
      ...{ subjectKind: PAID_PLAN, subjectId: id, shopperId, openid, amountFen: priceFen },
      ...{ description: `付费会员 ${planName}`, expiresAt: payBy },
    });
    const purchase = {
      ...{ id, shopperId, idempotencyKey: key, inputHash: hash, planId, planVersion, planName },
      ...{ isGift: asked.asGift, priceFen, paymentId, payBy, createdAt },
    };
    await insertPlanPurchase(tx, purchase);
    const placed = { ...purchase, state: 'awaiting-payment' as const, paidAt: null };
    if (priceFen > 0) return placed;
    await this.settle.paid(tx, placed, createdAt);
    return { ...placed, state: 'paid', paidAt: createdAt };
  }

  /** A trial is had once a person, who is the one that asks. */
  private async claimTrial(tx: Tx, shopperId: string, id: string, { asGift }: Asked) {
    if (asGift) throw new Refusal('PLAN_TRIAL_NOT_GIVEN');
    if (!(await this.trials.tryClaim(tx, shopperId, id))) throw new Refusal('PLAN_TRIAL_USED');
  }

  /** The version that was shown, if it is on sale; what was edited elsewhere a second ago may be. */
  private async shown(tx: Tx, { planId, version }: Asked): Promise<PlanVersion> {
    const offered = await this.known.offered(tx);
    const shown = offered.find((one) => one.planId === planId && one.version === version);
    if (!shown) throw new Refusal('PLAN_CHANGED');
    return shown;
  }
}

const OPEN = ['purchase.state = ?', 'awaiting-payment'] as const;

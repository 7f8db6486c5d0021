import { Inject, Injectable } from '@nestjs/common';
import {
  daysAfter,
  planGiftState,
  printedCode,
  readPrintedCode,
  refusalToAccept,
  termBegin,
  type GivenPlanGift,
  type PaidTermView,
  type PlanGiftView,
} from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { lockLiveShopper } from '../../../identity/lock-shopper.js';
import { Clock } from '../../../platform/clock.js';
import { once } from '../../../platform/idempotency.js';
import { drawCode } from '../../../platform/printed-codes.js';
import { Refusal } from '../../../platform/refusal.js';
import { inTransaction, type Tx } from '../../../platform/transaction.js';
import { MemberBenefits } from '../../benefits/member-benefits.service.js';
import type { PlanTerms } from '../plans/paid-plan.store.js';
import { comparedBenefits } from '../plans/shown-plan.js';
import { lockPlanPurchase } from '../purchases/plan-purchase.store.js';
import { lastEnd } from '../terms/paid-term.store.js';
import { PaidTerms } from '../terms/paid-terms.service.js';
import { termView } from '../terms/term-view.js';
import { findGift, giftsOf, insertGift, takeGift, type PlanGiftRow } from './plan-gift.store.js';

const ROUTE = 'POST /shop/plan-gifts/:code/acceptance';
/** Gifts that a page shows; whoever gave more sees the latest. */
const SHOWN_MAX = 50;

/** Plans that are given to a friend: whoever has the code may accept, once, and never the giver. */
@Injectable()
export class PlanGifts {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly terms: PaidTerms,
    private readonly benefits: MemberBenefits,
  ) {}

  /** A purchase was paid for: a friend may accept it from now on. */
  async begin(tx: Tx, purchaseId: string, { giftDays }: PlanTerms): Promise<void> {
    const createdAt = this.clock.now();
    // A code that was drawn before fails as a duplicate, and the news of the payment comes again.
    const gift = { purchaseId, code: drawCode(), expiresAt: daysAfter(createdAt, giftDays) };
    await insertGift(tx, { ...gift, createdAt });
  }

  /** What a shopper has given, newest first. */
  async given(giverId: string): Promise<GivenPlanGift[]> {
    const now = this.clock.now();
    return (await giftsOf(this.db.manager, giverId, SHOWN_MAX)).map((gift) => ({
      ...{ purchaseId: gift.purchaseId, planName: gift.plan.name, priceFen: gift.priceFen },
      ...{ state: planGiftState(gift, now), code: printedCode(gift.code) },
      ...{ expiresAt: gift.expiresAt.toISOString() },
      acceptedAt: gift.acceptedAt?.toISOString() ?? null,
    }));
  }

  /** A gift towards who holds its code. @throws Refusal PLAN_GIFT_NOT_FOUND */
  async show(shopperId: string, typed: string): Promise<PlanGiftView> {
    const db = this.db.manager;
    const now = this.clock.now();
    const gift = await byCode(db, typed);
    const tier = await this.benefits.tierOfShopper(db, shopperId, now);
    const { name, period } = gift.plan;
    return {
      state: planGiftState(gift, now),
      ...{ isOwn: gift.giverId === shopperId, isMine: gift.holderId === shopperId },
      expiresAt: gift.expiresAt.toISOString(),
      plan: { name, period, benefits: comparedBenefits(gift.plan, tier.benefits) },
      tierName: tier.name,
      beginsAt: termBegin(await lastEnd(db, shopperId), now).toISOString(),
    };
  }

  /**
   * A friend has its term, from where their last one ends. Of several who accept at once one does.
   * @throws Refusal PLAN_GIFT_NOT_FOUND, PLAN_GIFT_OWN, PLAN_GIFT_STATE with its `state`
   */
  accept(shopperId: string, key: string, typed: string): Promise<PaidTermView> {
    const write = { ownerId: shopperId, key, route: ROUTE, body: typed };
    return inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), async () => {
        const { purchaseId } = await byCode(tx, typed);
        // Its purchase first: whoever accepts or takes back waits here for who came before.
        await lockPlanPurchase(tx, purchaseId);
        await lockLiveShopper(tx, shopperId);
        return this.take(tx, await byCode(tx, typed), shopperId);
      }),
    );
  }

  private async take(tx: Tx, gift: PlanGiftRow, shopperId: string): Promise<PaidTermView> {
    const now = this.clock.now();
    const { purchaseId: id, planId, planVersion, plan } = gift;
    const refusal = refusalToAccept(gift, shopperId, now);
    const isTaken = refusal === null && (await takeGift(tx, id, now));
    if (!isTaken) {
      throw new Refusal(refusal ?? 'PLAN_GIFT_STATE', { state: planGiftState(gift, now) });
    }
    const grant = { shopperId, planId, planVersion, plan, source: 'gift' as const, id };
    return termView(await this.terms.begin(tx, grant), now);
  }
}

async function byCode(db: Pick<EntityManager, 'query'>, typed: string): Promise<PlanGiftRow> {
  const code = readPrintedCode(typed);
  const gift = code === null ? null : await findGift(db, ['gift.code = ?', code]);
  if (!gift) throw new Refusal('PLAN_GIFT_NOT_FOUND');
  return gift;
}

import { Injectable } from '@nestjs/common';
import { beijingMonth, ofKind, type BenefitKind, type BenefitOf } from '@siyu/shared';
import { Refusal } from '../../platform/refusal.js';
import type { Tx } from '../../platform/transaction.js';
import {
  PromotionKinds,
  type HeldOffer,
  type Holding,
} from '../../promotions/campaigns/promotion-kinds.js';
import { countUse, deleteUse, insertUse, insertUses, usesIn } from './benefit-use.store.js';
import { MemberBenefits } from './member-benefits.service.js';

/** Kinds that are had so often a Beijing month. */
export type MonthlyKind = Extract<BenefitKind, 'free-freight' | 'return-freight'>;

/**
 * Uses of benefits that are counted by the month, each under what it is used for. Orders use a
 * member's freight as they hold any offer, and give it back as they do.
 */
@Injectable()
export class BenefitUses {
  constructor(
    private readonly benefits: MemberBenefits,
    kinds: PromotionKinds,
  ) {
    kinds.register({
      kind: 'member-price',
      offers: async () => [],
      hold: (tx, { shopperId, now }, applied) => this.holdPrices(tx, { shopperId, now }, applied),
      // What came late was promised when it was placed, and counted until it closed.
      holdAgain: async () => {},
    });
    kinds.register({
      kind: 'member-freight',
      offers: async () => [],
      hold: (tx, holding) => this.hold(tx, holding),
      release: (tx, { orderId }) => this.giveBack(tx, 'free-freight', orderId),
    });
  }

  /**
   * Uses one in the month of `now`, for `reference`; answers the benefit.
   * @throws Refusal BENEFIT_USED when there is none left, or not any more
   */
  async take(
    tx: Tx,
    { shopperId, kind, reference }: { shopperId: string; kind: MonthlyKind; reference: string },
    now: Date,
  ): Promise<BenefitOf<MonthlyKind>> {
    const [benefit] = ofKind(await this.benefits.of(tx, shopperId, now), kind);
    if (!benefit) throw new Refusal('BENEFIT_USED', { kind });
    const use = { shopperId, kind, reference, month: beijingMonth(now) };
    if (!(await countUse(tx, use, benefit.perMonth))) throw new Refusal('BENEFIT_USED', { kind });
    await insertUse(tx, use, now);
    return benefit;
  }

  /** A benefit they have some left of this month, with how many; null where they have none. */
  async left(
    db: Pick<Tx, 'query'>,
    shopperId: string,
    kind: MonthlyKind,
    now: Date,
  ): Promise<{ benefit: BenefitOf<MonthlyKind>; left: number | null } | null> {
    if (!(await this.benefits.areOffered(db, [kind]))) return null;
    const [benefit] = ofKind(await this.benefits.of(db, shopperId, now), kind);
    if (!benefit) return null;
    const used = (await usesIn(db, shopperId, beijingMonth(now))).get(kind) ?? 0;
    if (benefit.perMonth === null) return { benefit, left: null };
    return benefit.perMonth > used ? { benefit, left: benefit.perMonth - used } : null;
  }

  /**
   * The same for many, whose shoppers are locked and were seen to have some left, in two statements
   * however many; they are asked for at once, and the tables refuse what was not there.
   */
  async takeTogether(
    tx: Tx,
    uses: readonly { shopperId: string; reference: string; perMonth: number | null }[],
    now: Date,
  ): Promise<void> {
    if (uses.length === 0) return;
    const month = beijingMonth(now);
    const kind: MonthlyKind = 'free-freight';
    await insertUses(
      tx,
      uses.map((use) => ({ ...use, kind, month })),
      now,
    );
  }

  /** It counts no more in the month it was used in; safe to repeat. */
  giveBack(tx: Tx, kind: MonthlyKind, reference: string): Promise<void> {
    return deleteUse(tx, kind, reference);
  }

  /**
   * The order has its shopper’s lock by now: a plan that was given back since the quote did not
   * count it, and gives it nothing.
   */
  private async holdPrices(
    tx: Tx,
    { shopperId, now }: Pick<Holding, 'shopperId' | 'now'>,
    applied: readonly Pick<HeldOffer, 'id'>[],
  ): Promise<void> {
    const ids = applied.map(({ id }) => id);
    if (!(await this.benefits.areHeld(tx, shopperId, ids, now))) throw new Refusal('QUOTE_CHANGED');
  }

  private async hold(tx: Tx, { shopperId, orderId, now }: Holding): Promise<void> {
    await this.take(tx, { shopperId, kind: 'free-freight', reference: orderId }, now);
  }
}

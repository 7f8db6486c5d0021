import { Injectable } from '@nestjs/common';
import type { RefusalCode } from '@siyu/shared';
import { BenefitUses } from '../../membership/benefits/benefit-uses.service.js';
import {
  MemberOffers,
  type FreightOffer,
} from '../../membership/benefits/member-offers.service.js';
import type { Tx } from '../../platform/transaction.js';
import type { FlashSaleNow } from '../../promotions/flash-sale/flash-sales.service.js';
import { freightsOf, type FlashOrder } from './flash-order.js';

/** What membership changes about one shopper's purchases of a flash sale. */
export interface MemberTerms {
  freight: FreightOffer | null;
  earlyMinutes: number;
  /** Why they may not buy it at all; null when they may. */
  refusal: RefusalCode | null;
}
export type TermsOf = (shopperId: string) => MemberTerms;

/**
 * What those who come together have as members: read in a statement a table, however many they
 * are, and in none where nobody has anything that matters here.
 */
@Injectable()
export class FlashMembers {
  constructor(
    private readonly offers: MemberOffers,
    private readonly uses: BenefitUses,
  ) {}

  /** The shoppers are locked, so that what they have left this month stays. */
  async termsOf(
    tx: Tx,
    sale: FlashSaleNow,
    shopperIds: readonly string[],
    now: Date,
  ): Promise<TermsOf> {
    const offeredTo = await this.offers.forAll(tx, {
      ...{ shopperIds, now, isThrough: true, isEarly: now < sale.startsAt },
      skus: [{ skuId: sale.skuId, productId: null }],
    });
    return (shopperId) => {
      const { freight, reserved, earlyMinutes } = offeredTo(shopperId);
      return { freight, earlyMinutes, refusal: reserved[0]?.[1] ?? null };
    };
  }

  /** Counts what these orders use. */
  take(tx: Tx, orders: readonly FlashOrder[], now: Date): Promise<void> {
    return this.uses.takeTogether(tx, freightsOf(orders), now);
  }
}

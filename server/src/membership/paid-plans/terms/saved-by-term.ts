import { Injectable } from '@nestjs/common';
import { fen, type Fen } from '@siyu/shared';
import type { EntityManager } from 'typeorm';
import type { Tx } from '../../../platform/transaction.js';
import { GrantedCoupons } from '../../../promotions/coupon/granted-coupons.service.js';
import { BenefitSavings } from '../../benefits/benefit-savings.js';
import type { PaidTermRow } from './paid-term.store.js';
import { couponKey } from './term-coupons.js';

type Term = Pick<PaidTermRow, 'shopperId' | 'beginsAt' | 'endsAt' | 'endedAt' | 'plan'>;

/** “You saved ¥X”: what a term gave, by the orders of its time. */
@Injectable()
export class SavedByTerm {
  constructor(
    private readonly savings: BenefitSavings,
    private readonly coupons: GrantedCoupons,
  ) {}

  /** What its prices and its freight took off, less what was refunded of those orders. */
  async pricesFen(
    db: Pick<EntityManager, 'query'>,
    term: Term,
    { countsUnpaid = false }: { countsUnpaid?: boolean } = {},
  ): Promise<Fen> {
    const { shopperId, beginsAt: from, endsAt, endedAt, plan } = term;
    const until = endedAt ?? endsAt;
    return this.savings.of(db, plan.benefits, { shopperId, from, until, countsUnpaid });
  }

  /** What its coupons took off orders. */
  async couponsFen(tx: Tx, { id, shopperId, couponsGiven }: PaidTermRow): Promise<Fen> {
    let saved = 0;
    for (let nth = 1; nth <= couponsGiven; nth++) {
      saved += await this.coupons.savedFen(tx, { shopperId, key: couponKey(id, nth) });
    }
    return fen(saved);
  }

  /** Takes back those of its coupons that are unused. */
  async revokeCoupons(tx: Tx, { id, shopperId, couponsGiven }: PaidTermRow): Promise<void> {
    for (let nth = 1; nth <= couponsGiven; nth++) {
      await this.coupons.revoke(tx, { shopperId, key: couponKey(id, nth) });
    }
  }
}

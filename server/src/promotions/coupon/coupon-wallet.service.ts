import { Inject, Injectable } from '@nestjs/common';
import {
  assert,
  campaignInputSchema,
  couponTab,
  refusalToUseCoupon,
  type Coupon,
  type CouponCounts,
  type CouponListQuery,
  type CouponTerms,
  type Page,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { pageOf, shownPage } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import type { Tx } from '../../platform/transaction.js';
import {
  countTabs,
  couponById,
  couponsInTab,
  type CouponWithCampaign,
} from './coupon-list.store.js';
import type { CouponInput, Db } from './coupon.store.js';

/** A shopper's own coupons. */
@Injectable()
export class CouponWallet {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** A tab: usable ones soonest over first, the rest newest first. */
  async list(shopperId: string, { tab, cursor, limit }: CouponListQuery): Promise<Page<Coupon>> {
    const now = this.clock.now();
    const page = { cursor, limit: limit + 1 };
    const found = await couponsInTab(this.db.manager, { shopperId, tab, now }, page);
    return shownPage(pageOf(found, limit), (row) => viewOf(row, now));
  }

  counts(shopperId: string): Promise<CouponCounts> {
    return countTabs(this.db.manager, shopperId, this.clock.now());
  }

  /** One of them. @throws Refusal COUPON_NOT_FOUND, also for someone else's */
  async show(shopperId: string, id: string, db: Db | Tx = this.db.manager): Promise<Coupon> {
    const found = await couponById(db, id);
    if (found?.shopperId !== shopperId) throw new Refusal('COUPON_NOT_FOUND');
    return viewOf(found, this.clock.now());
  }
}

/** What a coupon of a campaign is worth, and where. */
export function termsOf(campaignId: string, input: CouponInput): CouponTerms {
  const { name, scope, combinesWith, rule } = input;
  const { benefit, minimumFen } = rule;
  return { campaignId, name, benefit, minimumFen, scope, combinesWith };
}

function viewOf(row: CouponWithCampaign, now: Date): Coupon {
  const written: unknown = typeof row.input === 'string' ? JSON.parse(row.input) : row.input;
  const input = campaignInputSchema.parse(written);
  assert(input.kind === 'coupon', `coupon ${row.id} is of a ${input.kind}`);
  return {
    ...termsOf(row.campaignId, input),
    id: row.id,
    tab: couponTab(row, now),
    validFrom: row.validFrom.toISOString(),
    validUntil: row.validUntil.toISOString(),
    claimedAt: row.claimedAt.toISOString(),
    orderId: row.orderId,
    usedAt: row.usedAt?.toISOString() ?? null,
    returned: row.returnedAt !== null,
    refusal: refusalToUseCoupon(row, now),
  };
}

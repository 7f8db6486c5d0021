import { Inject, Injectable } from '@nestjs/common';
import type { CouponStock, OpsCoupon, OpsCouponListQuery, Page } from '@siyu/shared';
import { DataSource } from 'typeorm';
import type { OperatorSession } from '../../platform/access.js';
import { AuditTrail } from '../../platform/audit-trail.js';
import { pageOf, shownPage } from '../../platform/page.js';
import { Refusal } from '../../platform/refusal.js';
import { inTransaction } from '../../platform/transaction.js';
import { couponsWhere, stockOf } from './coupon-list.store.js';
import { revoke } from './coupon-moves.store.js';
import type { CouponRow, Db } from './coupon.store.js';

/** What operators see of coupons that were given out, and taking them back. */
@Injectable()
export class OpsCoupons {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly audit: AuditTrail,
  ) {}

  /** Newest first. */
  async list(query: OpsCouponListQuery): Promise<Page<OpsCoupon>> {
    const found = await couponsWhere(this.db.manager, { ...query, limit: query.limit + 1 });
    return shownPage(pageOf(found, query.limit), viewOf);
  }

  /** What a campaign has given out. @throws Refusal CAMPAIGN_NOT_FOUND before it was published */
  async stock(campaignId: string, db: Db = this.db.manager): Promise<CouponStock> {
    const found = await stockOf(db, campaignId);
    if (!found) throw new Refusal('CAMPAIGN_NOT_FOUND');
    return found;
  }

  /** Takes back unused coupons: these, or all of the campaign. @throws CAMPAIGN_NOT_FOUND */
  async revoke(
    operator: OperatorSession,
    campaignId: string,
    couponIds: readonly string[] | null,
  ): Promise<CouponStock> {
    return inTransaction(this.db, async (tx) => {
      const before = await this.stock(campaignId, tx);
      await revoke(tx, campaignId, couponIds);
      const after = await this.stock(campaignId, tx);
      const subject = { subjectKind: 'campaign', subjectId: campaignId };
      const write = { operator, action: 'coupon.revoke', ...subject, before, after };
      await this.audit.record(tx, write);
      return after;
    });
  }
}

function viewOf(row: CouponRow): OpsCoupon {
  const { id, campaignId, shopperId, state, source, orderId } = row;
  return {
    ...{ id, campaignId, shopperId, state, source, orderId },
    validFrom: row.validFrom.toISOString(),
    validUntil: row.validUntil.toISOString(),
    claimedAt: row.claimedAt.toISOString(),
  };
}

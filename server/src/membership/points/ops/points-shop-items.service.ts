import { Inject, Injectable } from '@nestjs/common';
import type { OpsPointsShopItem, PointsShopItemInput } from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import type { OperatorSession } from '../../../platform/access.js';
import { AuditTrail } from '../../../platform/audit-trail.js';
import { Clock } from '../../../platform/clock.js';
import { newId } from '../../../platform/new-id.js';
import { Refusal } from '../../../platform/refusal.js';
import { inTransaction, type Tx } from '../../../platform/transaction.js';
import { LiveCampaigns } from '../../../promotions/campaigns/live-campaigns.js';
import { ITEMS_MAX } from '../shop/points-shop.service.js';
import { allItems, findItem, insertItem, updateItem } from '../shop/points-shop.store.js';

/** What operators put into the points shop. */
@Injectable()
export class PointsShopItems {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly live: LiveCampaigns,
    private readonly audit: AuditTrail,
  ) {}

  /** All of them, the newest first. */
  list(): Promise<OpsPointsShopItem[]> {
    return allItems(this.db.manager, { limit: ITEMS_MAX, offered: false });
  }

  /** @throws Refusal CAMPAIGN_NOT_FOUND unless it is a published one of coupons, TOO_LARGE */
  async add(operator: OperatorSession, item: PointsShopItemInput): Promise<OpsPointsShopItem> {
    await this.refuseOtherThanCoupons(item.campaignId);
    return inTransaction(this.db, async (tx) => {
      const all = await allItems(tx, { limit: ITEMS_MAX, offered: false });
      if (all.length >= ITEMS_MAX) throw new Refusal('TOO_LARGE', { itemsMax: ITEMS_MAX });
      const id = newId(this.clock.now());
      await insertItem(tx, id, item);
      await this.record(tx, operator, 'points-shop-item.add', { id, before: null, after: item });
      return existing(tx, id);
    });
  }

  /**
   * Edits one; whoever has redeemed it keeps the coupon.
   * @throws Refusal NOT_FOUND, CAMPAIGN_NOT_FOUND, VERSION_CONFLICT when edited meanwhile,
   *   STOCK_BELOW_ZERO below what is redeemed
   */
  async edit(
    operator: OperatorSession,
    id: string,
    { item, version }: { item: PointsShopItemInput; version: number },
  ): Promise<OpsPointsShopItem> {
    await this.refuseOtherThanCoupons(item.campaignId);
    return inTransaction(this.db, async (tx) => {
      const before = await existing(tx, id);
      if (before.redeemed > item.stock) throw new Refusal('STOCK_BELOW_ZERO');
      if (!(await updateItem(tx, id, version, item))) throw new Refusal('VERSION_CONFLICT');
      const after = await existing(tx, id);
      await this.record(tx, operator, 'points-shop-item.edit', { id, before, after });
      return after;
    });
  }

  private async refuseOtherThanCoupons(campaignId: string): Promise<void> {
    const found = await this.live.find(campaignId);
    if (found?.input.kind !== 'coupon') throw new Refusal('CAMPAIGN_NOT_FOUND', { campaignId });
  }

  private record(
    tx: Tx,
    operator: OperatorSession,
    action: string,
    { id, before, after }: { id: string; before: unknown; after: unknown },
  ): Promise<void> {
    const subject = { subjectKind: 'points-shop-item', subjectId: id };
    return this.audit.record(tx, { operator, action, ...subject, before, after });
  }
}

async function existing(db: Pick<EntityManager, 'query'>, id: string): Promise<OpsPointsShopItem> {
  const found = await findItem(db, id);
  if (!found) throw new Refusal('NOT_FOUND');
  return found;
}

import { Inject, Injectable } from '@nestjs/common';
import {
  refusalToRedeemPoints,
  spendPoints,
  type OpsPointsShopItem,
  type PointsRedemption,
  type PointsShopItem,
  type RedeemPoints,
} from '@siyu/shared';
import { DataSource } from 'typeorm';
import { lockShopper } from '../../../identity/lock-shopper.js';
import { Clock } from '../../../platform/clock.js';
import { newId } from '../../../platform/new-id.js';
import { Refusal, refuse } from '../../../platform/refusal.js';
import type { Tx } from '../../../platform/transaction.js';
import { LiveCampaigns, type LiveCampaign } from '../../../promotions/campaigns/live-campaigns.js';
import { termsOf } from '../../../promotions/coupon/coupon-wallet.service.js';
import { Coupons, isCoupon } from '../../../promotions/coupon/coupons.service.js';
import { PointAccounts } from '../lots/point-accounts.js';
import { filledLots } from '../lots/point-lot.store.js';
import { PointsPages } from '../points-pages.service.js';
import { PointsRules } from '../points-rules.js';
import { allItems, findItem, hadItems, insertRedemption, takeItem } from './points-shop.store.js';

/** Items at a time, of which the page shows those whose campaign is live. */
export const ITEMS_MAX = 100;

/** Coupons for points. */
@Injectable()
export class PointsShop {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly rules: PointsRules,
    private readonly live: LiveCampaigns,
    private readonly coupons: Coupons,
    private readonly accounts: PointAccounts,
    private readonly pages: PointsPages,
  ) {}

  /** What is offered now, and how each stands towards this shopper; nothing while points are off. */
  async list(shopperId: string): Promise<PointsShopItem[]> {
    const { isOn } = await this.rules.current();
    if (!isOn) return [];
    const [items, had, live, { active }] = await Promise.all([
      allItems(this.db.manager, { limit: ITEMS_MAX, offered: true }),
      hadItems(this.db.manager, shopperId),
      this.live.at(this.clock.now()),
      this.pages.balances(shopperId),
    ]);
    return items.flatMap((item) => {
      const campaign = live.find(({ id }) => id === item.campaignId);
      return campaign ? viewOf(item, campaign, { had: had.get(item.id) ?? 0, active }) : [];
    });
  }

  /**
   * Takes the points and gives the coupon, or neither.
   * @throws Refusal NOT_FOUND, QUOTE_CHANGED, POINTS_INSUFFICIENT, PURCHASE_LIMIT, COUPONS_GONE,
   *   CAMPAIGN_NOT_LIVE
   */
  async redeem(
    tx: Tx,
    shopperId: string,
    { itemId, shownPoints }: RedeemPoints,
  ): Promise<PointsRedemption> {
    await lockShopper(tx, shopperId);
    const item = await this.offered(tx, itemId);
    const { points } = item;
    if (points !== shownPoints) throw new Refusal('QUOTE_CHANGED', { points });
    const had = (await hadItems(tx, shopperId)).get(itemId) ?? 0;
    const { active } = await this.pages.balances(shopperId, tx);
    refuse(refusalToRedeemPoints(item, { had, active }), { points });
    const now = this.clock.now();
    const id = newId(now);
    await this.pay(tx, { id, shopperId, points });
    const couponId = await this.coupon(tx, id, shopperId, item.campaignId);
    const nth = had + 1;
    await insertRedemption(tx, { id, itemId, shopperId, nth, points, couponId, createdAt: now });
    if (!(await takeItem(tx, itemId))) throw new Refusal('COUPONS_GONE');
    return { id, couponId, points, active: active - points };
  }

  private async offered(tx: Tx, itemId: string): Promise<OpsPointsShopItem> {
    const { isOn } = await this.rules.current(tx);
    const item = isOn ? await findItem(tx, itemId) : null;
    if (!item?.isOffered) throw new Refusal('NOT_FOUND');
    return item;
  }

  private async pay(
    tx: Tx,
    { id, shopperId, points }: { id: string; shopperId: string; points: number },
  ): Promise<void> {
    const parts = spendPoints(await filledLots(tx, shopperId), points, this.clock.now());
    if (!parts) throw new Refusal('POINTS_INSUFFICIENT', { points });
    const reference = { kind: 'points-redemption', id };
    const entry = { kind: 'points-exchanged' as const, key: id, shopperId, reference };
    await this.accounts.debit(tx, entry, points, { to: 'shop.points-redeemed', parts });
  }

  private async coupon(tx: Tx, id: string, shopperId: string, campaignId: string): Promise<string> {
    const granted = await this.coupons.grant(tx, { campaignId, shopperId, key: `points:${id}` });
    if ('refusal' in granted) throw new Refusal(granted.refusal, { campaignId });
    return granted.couponId;
  }
}

function viewOf(
  item: OpsPointsShopItem,
  campaign: LiveCampaign,
  facts: { had: number; active: number },
): PointsShopItem[] {
  if (!isCoupon(campaign)) return [];
  const { id, points, stock, redeemed, perPersonMax } = item;
  const coupon = {
    ...termsOf(campaign.id, campaign.input),
    validity: campaign.input.rule.validity,
  };
  const refusal = refusalToRedeemPoints(item, facts);
  return [{ id, points, coupon, left: stock - redeemed, perPersonMax, had: facts.had, refusal }];
}

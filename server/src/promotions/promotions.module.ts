import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ShopModule } from '../shop/shop.module.js';
import { CampaignReach } from './campaigns/campaign-reach.js';
import { Audiences, ChannelCustomers, MemberTiers, SegmentMembers } from './campaigns/audience.js';
import { Campaigns } from './campaigns/campaigns.service.js';
import { CampaignsOpsController } from './campaigns/campaigns.ops.controller.js';
import { LiveCampaigns } from './campaigns/live-campaigns.js';
import { Offers } from './campaigns/offers.service.js';
import { OrderHistory } from './campaigns/order-history.js';
import { PolicyCheck } from './campaigns/policy-check.js';
import { PromotionKinds } from './campaigns/promotion-kinds.js';
import { PromotionsPersonalData } from './campaigns/promotions.personal.js';
import { Promotions } from './campaigns/promotions.service.js';
import { COUPON_CONTROLLERS, COUPON_PROVIDERS } from './coupon/coupon.providers.js';
import { CouponWallet } from './coupon/coupon-wallet.service.js';
import { Coupons } from './coupon/coupons.service.js';
import { GrantedCoupons } from './coupon/granted-coupons.service.js';
import { FLASH_SALE_CONTROLLERS, FLASH_SALE_PROVIDERS } from './flash-sale/flash-sale.providers.js';
import { EarlyAccess } from './flash-sale/early-access.js';
import { FlashSales } from './flash-sale/flash-sales.service.js';
import { FullReductionKind } from './full-reduction/full-reduction.kind.js';
import { GroupBuyKind } from './group-buy/group-buy.kind.js';
import { GroupBuyShopController } from './group-buy/group-buy.shop.controller.js';
import { LatePayers } from './group-buy/late-payers.service.js';
import { NearestTeamsPage } from './group-buy/nearest-teams.service.js';
import { TeamDeadlinesSweep } from './group-buy/team-deadlines.sweep.js';
import { TeamPages } from './group-buy/team-pages.service.js';
import { Teams } from './group-buy/teams.service.js';
import { GiftKind } from './gift/gift.kind.js';
import { MixAndMatchKind } from './mix-and-match/mix-and-match.kind.js';
import { NEWCOMER_CONTROLLERS, NEWCOMER_PROVIDERS } from './newcomer/newcomer.providers.js';

/** Campaigns, and every kind of them: another kind is another folder and a line here. */
@Module({
  imports: [CatalogModule, IdentityModule, ShopModule],
  controllers: [
    ...COUPON_CONTROLLERS,
    CampaignsOpsController,
    GroupBuyShopController,
    ...FLASH_SALE_CONTROLLERS,
    ...NEWCOMER_CONTROLLERS,
  ],
  providers: [
    PromotionKinds,
    OrderHistory,
    MemberTiers,
    ChannelCustomers,
    SegmentMembers,
    Audiences,
    ...NEWCOMER_PROVIDERS,
    LiveCampaigns,
    Offers,
    PolicyCheck,
    Campaigns,
    CampaignReach,
    Promotions,
    PromotionsPersonalData,
    FullReductionKind,
    MixAndMatchKind,
    GiftKind,
    GroupBuyKind,
    Teams,
    LatePayers,
    TeamPages,
    NearestTeamsPage,
    TeamDeadlinesSweep,
    ...COUPON_PROVIDERS,
    ...FLASH_SALE_PROVIDERS,
  ],
  exports: [
    Campaigns,
    CampaignReach,
    Coupons,
    CouponWallet,
    GrantedCoupons,
    LiveCampaigns,
    Offers,
    OrderHistory,
    Promotions,
    PromotionKinds,
    FlashSales,
    EarlyAccess,
    MemberTiers,
    ChannelCustomers,
    SegmentMembers,
    TeamPages,
  ],
})
export class PromotionsModule {}

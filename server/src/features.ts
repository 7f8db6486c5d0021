import type { Type } from '@nestjs/common';
import { AdminModule } from './admin/admin.module.js';
import { AfterSalesModule } from './after-sales/after-sales.module.js';
import { AnalyticsModule } from './analytics/analytics.module.js';
import { CartModule } from './cart/cart.module.js';
import { CatalogModule } from './catalog/catalog.module.js';
import { ChannelsModule } from './channels/channels.module.js';
import { FapiaoModule } from './fapiao/fapiao.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { MembershipModule } from './membership/membership.module.js';
import { PaidPlansModule } from './membership/paid-plans/paid-plans.module.js';
import { PointsModule } from './membership/points/points.module.js';
import { MemberImportModule } from './member-import/member-import.module.js';
import { MessagesModule } from './messages/messages.module.js';
import { OrdersModule } from './orders/orders.module.js';
import { OutsideOrdersModule } from './outside-orders/outside-orders.module.js';
import { PaymentsModule } from './payments/payments.module.js';
import { PostersModule } from './posters/posters.module.js';
import { PricingModule } from './pricing/pricing.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { PromotersModule } from './promoters/promoters.module.js';
import { PromotionsModule } from './promotions/promotions.module.js';
import { ReconciliationModule } from './reconciliation/reconciliation.module.js';
import { ReferralsModule } from './referrals/referrals.module.js';
import { SegmentsModule } from './segments/segments.module.js';
import { ShippingModule } from './shipping/shipping.module.js';
import { ShopModule } from './shop/shop.module.js';
import { TrackingModule } from './tracking/tracking.module.js';
import { WalletModule } from './wallet/wallet.module.js';
import { WechatLinksModule } from './wechat-links/wechat-links.module.js';

/** Every feature of the server; a new one is added here and nowhere else. */
export const features: Type[] = [
  IdentityModule,
  AdminModule,
  CatalogModule,
  ShopModule,
  CartModule,
  PromotionsModule,
  MembershipModule,
  PricingModule,
  PaymentsModule,
  LedgerModule,
  WalletModule,
  PointsModule,
  PaidPlansModule,
  OrdersModule,
  MessagesModule,
  ShippingModule,
  AfterSalesModule,
  FapiaoModule,
  AnalyticsModule,
  PrivacyModule,
  MemberImportModule,
  ReferralsModule,
  WechatLinksModule,
  PostersModule,
  PromotersModule,
  ChannelsModule,
  TrackingModule,
  OutsideOrdersModule,
  ReconciliationModule,
  SegmentsModule,
];

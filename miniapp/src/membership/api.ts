import type {
  GrowthEvent,
  MemberProfile,
  Page,
  PointsLine,
  PointsRedemption,
  PointsShopItem,
  PointsView,
  RedeemPoints,
} from '@siyu/shared';
import { call } from '@/platform/http';
import { callOnce } from '@/platform/once';

const pageOf = (cursor: string | null) => ({ query: { cursor: cursor ?? undefined } });

export const readGrowth = (cursor: string | null) =>
  call<Page<GrowthEvent>>('/shop/member/growth', pageOf(cursor));

/** Throws `TEXT_REJECTED`. */
export const putProfile = (profile: MemberProfile) =>
  call<MemberProfile>('/shop/member/profile', { method: 'PUT', body: profile });

export const readPoints = () => call<PointsView>('/shop/points');

export const readPointsHistory = (cursor: string | null) =>
  call<Page<PointsLine>>('/shop/points/history', pageOf(cursor));

export const readPointsShop = () => call<PointsShopItem[]>('/shop/points/shop');

/** Throws `POINTS_INSUFFICIENT`, `QUOTE_CHANGED`, `COUPONS_GONE`, `PURCHASE_LIMIT` … */
export const redeemPoints = (asked: RedeemPoints) =>
  callOnce<PointsRedemption>('/shop/points/redemptions', asked);

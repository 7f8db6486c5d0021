import type { ClaimableCoupon, Coupon, CouponCounts, CouponTab, Page } from '@siyu/shared';
import { call } from '@/platform/http';
import { callOnce } from '@/platform/once';

/** Coupons anyone may claim now, as they stand towards who asks. */
export const readCouponCentre = (cursor: string | null) =>
  call<Page<ClaimableCoupon>>('/shop/coupon-centre', { query: { cursor: cursor ?? undefined } });

/** Coupons to claim that cover a product. */
export const readProductCoupons = (productId: string) =>
  call<ClaimableCoupon[]>(`/shop/products/${productId}/coupons`);

export const readCoupons = (tab: CouponTab, cursor: string | null) =>
  call<Page<Coupon>>('/shop/coupons', { query: { tab, cursor: cursor ?? undefined } });

export const readCouponCounts = () => call<CouponCounts>('/shop/coupons/counts');

/** Throws `COUPONS_GONE`, `PURCHASE_LIMIT`, `NEWCOMERS_ONLY` … */
export const claimCoupon = (campaignId: string) =>
  callOnce<Coupon>('/shop/coupons', { campaignId });

/** Throws `COUPON_CODE_INVALID` and what claiming throws. */
export const redeemCode = (code: string) => callOnce<Coupon>('/shop/coupons/redemptions', { code });
